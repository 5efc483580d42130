"""From Kafka to the warehouse: every record that streams and intake write becomes rows, each once."""
