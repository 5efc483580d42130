"""The panels of the dashboards, by what they are about."""
