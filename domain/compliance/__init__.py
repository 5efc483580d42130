"""What the law asks of influence: disclosure and thresholds belong here; nothing is judged yet."""
