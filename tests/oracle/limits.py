"""How late the oracle still listens, and how far back it looks."""

DAY_MS = 86_400_000
MAX_ORDER_DELAY_MS, MAX_LATENESS_MS, MAX_LOOKBACK_MS = 30 * DAY_MS, 30 * DAY_MS, 90 * DAY_MS
