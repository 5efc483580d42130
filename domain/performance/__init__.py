"""What influence achieves: how large a creator is; KPIs, pacing and alert rules belong here."""
