"""The whole system on one machine with nothing but Python on it: a real Kafka, the topics, every process, watched over."""
