"""What a process needs before it can start: settings, logs, metrics, health, Kafka, the catalog's feed, a clean end."""
