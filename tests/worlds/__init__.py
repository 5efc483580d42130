"""Random worlds for the entities: a generator, an oracle that sees everything at once, and a log that crashes."""
