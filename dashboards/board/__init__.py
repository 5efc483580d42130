"""The live board: what campaigns earn, cost and bring back, for people without Grafana."""
