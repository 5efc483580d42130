"""Kafka to Kafka with Faust: host the entities, keep their state, write their decisions."""
