"""The columns that are written to each table, in the order in which a row holds them; the rest is filled in by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.decision import Model


@dataclass(frozen=True, eq=False)  # there is one of each; a row looks its table up, and hashing the columns costs more
class Table:
    """A table and the columns of a row handed to it: one of its rows, or several at once where they have much in common."""

    name: str
    columns: tuple[str, ...]
    partition: str = "_partition"
    """The columns that say where on its source topic a row came from."""
    offset: str = "_offset"
    each: tuple[str, ...] = ()
    """Columns that follow, as a list of a value for each of the rows that this one stands for; `columns` they have in common."""
    lists: tuple[str, ...] = ()
    """Columns of lists that come last, the lists of those rows end to end; before them comes how long each of the rows' is."""

    @classmethod
    def of(cls, name: str, columns: str, each: str = "", lists: str = "") -> "Table":
        """A table whose rows come straight from a record of one topic."""
        common = (*columns.split(), "_epoch", "_partition", "_offset", "_rank")
        return cls(name, common, each=tuple(each.split()), lists=tuple(lists.split()))

    @classmethod
    def of_facts(cls, name: str, columns: str) -> "Table":
        """A table whose rows come out of the journal."""
        columns += " _epoch _journal_partition _journal_offset _journal_index _rank"
        return cls(name, tuple(columns.split()), "_journal_partition", "_journal_offset")

    @property
    def written(self) -> tuple[str, ...]:
        """Every column that is written."""
        return self.columns + self.each + self.lists

    def size(self, rows: Sequence[Sequence[Any]]) -> int:
        """How many rows of the table these are."""
        return sum(len(row[len(self.columns)]) for row in rows) if self.each else len(rows)


RAW = "_topic _partition _offset"
LINES = "line_ids line_amounts line_discounts line_taxes line_kinds line_quantities line_products"

CLICKS = Table.of_facts("clicks", f"event_id event_at received link link_version visitor flags referrer_host {RAW}")
ORDERS = Table.of_facts(
    "orders",
    "shop order_id event_id kind event_at received ordered_at currency net codes customer visitor click test policy "
    f"{LINES} {RAW}",
)
REFUNDS = Table.of_facts(
    "refunds",
    f"shop order_id event_id kind event_at received currency net adjustment line_ids line_amounts line_taxes line_kinds {RAW}",
)
ENGAGEMENTS = Table.of_facts(
    "engagements", f"event_id event_at received content provenance views reach likes comments shares saves {RAW}"
)
COSTS = Table.of_facts(
    "costs",
    f"event_id event_at received kind campaign collaboration content amount currency accrues_from accrues_to {RAW}",
)
DELIVERIES = Table.of_facts("deliveries", "topic partition offset home fact subject event_id received _source")
DECISIONS = Table.of(
    "decisions",
    "shop order_id version currency gross refunded net status reason policy ordered_at received newest events document",
)
ATTRIBUTIONS = Table.of(
    "attributions",
    "shop order_id version currency gross refunded net status reason ordered_at received newest",
    each="model unattributed",
    lists="creators campaigns collaborations contents placements amounts",
)
PLACE = "_epoch _partition _offset"
CREDITS = Table(
    "credits",
    tuple(
        (
            "order_key shop order_id version ordered_at newest currency refunded net counted came "
            "payees paid_creator paid_campaign paid commission paid_parts commission_parts owners creators campaigns members "
            f"payable last_touch first_touch linear position_based time_decay last_non_direct j_shaped inverse_j {PLACE}"
        ).split()
    ),
)
TEAMS = Table("teams", tuple(f"team owners creators campaigns {PLACE}".split()))
OWNERS = Table("owners", tuple(f"owner creator_key campaign_key creator campaign content {PLACE}".split()))
OF_MODELS = " ".join(f"{what}_{model}" for what in ("net", "refunded", "orders", "credited") for model in Model)
WHOSE = "sums level key place day campaign creator content came"
SOLD_AHEAD = Table("settled_figures", tuple(f"{WHOSE} whole commission owing {OF_MODELS}".split()))
CLICKED_AHEAD = Table("settled_figures", tuple(f"{WHOSE} clicks".split()))
NAMED = (OWNERS, TEAMS)
"""What keys in credits stand for: written when it is news."""
LATE = Table.of("late", "id shop order_id type touch ref touched_at received allowed_until")
DEAD_LETTERS = Table.of("dead_letters", "topic partition offset letter reason detail at key value")
ALERTS = Table.of(
    "alerts",
    "id alert transition rule campaign brand currency opened_at window_from window_to recorded_at ending net cost orders "
    "target_roas expected_orders average_order average_of at_stake",
)
CATALOG = Table.of("catalog", "kind id ref name valid_from recorded_at document")
NEWEST = Table("newest", tuple(f"kind id name valid_from document {PLACE}".split()))
INGESTED = Table("ingested", ("epoch", "topic", "partition", "topic_id", "offset"))
LEDGER = Table(
    "ledger",
    ("entry", "booked_at", "cause", "corrects", "shop", "order_id", "version", "creator", "campaign", "collaboration", "currency",
     "revenue", "commission", "_rank"),
)  # fmt: skip
BOOKED = Table("booked", ("until",))
RESTATEMENTS = Table(
    "restatements", ("restatement", "step", "number", "policy", "since", "until", "late", "decisions", "token", "at", "_rank")
)
TRAINED_MODELS = Table("trained_models", ("version", "model", "since", "until", "trained_at", "document", "_rank"))
TRAINED_CREDITS = Table(
    "trained_credits",
    ("version", "shop", "order_id", "ordered_at", "decision", "currency", "net", "counted", "creators", "amounts", "payable",
     "_rank"),
)  # fmt: skip
REPLAYS = Table("replays", ("letter", "replayed_at"))
MIGRATIONS = Table("migrations", ("name", "sha256"))

FACTS = (CLICKS, ORDERS, REFUNDS, ENGAGEMENTS, COSTS)
