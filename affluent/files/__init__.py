"""The engine on files: touches and sales in, credits and trained models out. No Kafka, no server."""
