"""Grafana as code: what builds its dashboards, and what brings the built ones to a Grafana."""
