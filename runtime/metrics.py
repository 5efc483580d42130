"""Every metric by name, each with the question it answers. Labels come from closed lists only, never an id."""

from prometheus_client import Counter, Gauge, Histogram

ACCEPTED = Counter("affluent_accepted_total", "What came in through the collector's doors?", ["kind"])
REFUSED = Counter("affluent_refused_total", "What did the collector refuse, and why?", ["door", "reason"])
CLICKS_LOST = Counter("affluent_clicks_lost_total", "How many redirects could not be recorded (spool full)?")
SPOOLED = Gauge("affluent_spooled_events", "How many events wait for Kafka in the collector's spool?", ["spool"])
FORWARDED = Counter("affluent_forwarded_total", "How many events has Kafka acknowledged to the collector?", ["topic"])

INTAKE_RECORDS = Counter("affluent_intake_records_total", "How many raw records has intake finished with?", ["topic"])
INTAKE_BUNDLES = Counter("affluent_intake_bundles_total", "How many bundles has intake written?")
DEAD_LETTERED = Counter("affluent_dead_letters_total", "What can never work, and why?", ["stage", "reason"])
LAG = Gauge("affluent_lag_records", "How many records behind its input is this process?", ["topic", "partition"])

SETTLED_MESSAGES = Counter("affluent_streams_messages_total", "How many entity messages has this worker handled?")
SETTLED_BUNDLES = Counter("affluent_streams_bundles_total", "How many bundles has this worker handled?")
DECISIONS = Counter("affluent_decisions_total", "How many decisions has this worker written?")
RECOVERED_ROWS = Counter("affluent_recovered_rows_total", "How many rows has this worker read back from its changelog?")
RECOVERY_SECONDS = Counter("affluent_recovery_seconds_total", "How long has this worker been reading its changelog?")
STATE_ROWS = Gauge("affluent_state_rows", "How many entities does this worker hold?")
SUSPENDED = Gauge("affluent_suspended_entities", "How many entities are suspended because their function failed?")

SUNK_ROWS = Counter("affluent_sink_rows_total", "How many rows has the sink written?", ["table"])
SINK_BATCHES = Counter("affluent_sink_batches_total", "How many batches, and how did they end?", ["outcome"])
SINK_SECONDS = Histogram("affluent_sink_batch_seconds", "How long does writing one batch take?", ["half"])
FRESHNESS_SECONDS = Histogram(
    "affluent_freshness_seconds",
    "How long from an event's receipt to its row in the warehouse?",
    ["kind"],
    buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 60),
)

ALERT_LOOKS = Counter("affluent_alert_looks_total", "How often were the campaigns looked at, and with what outcome?", ["outcome"])
ALERT_TRANSITIONS = Counter("affluent_alert_transitions_total", "What became of alerts?", ["rule", "transition"])
ALERTS_OPEN = Gauge("affluent_alerts_open", "How many alerts are open, as the process that judges knows?", ["rule"])
ALERT_DELIVERIES = Counter("affluent_alert_deliveries_total", "How did telling the outside end?", ["channel", "outcome"])
ALERTS_UNDELIVERED = Gauge("affluent_alerts_undelivered", "How many transitions has the webhook not taken yet?")
