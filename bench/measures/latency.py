"""From an event's receipt to its row, while the machine has time: 500 events/s, so that waiting shows and not work."""

from collections.abc import Sequence

from bench.ages import Way, click_ways, rank, ranks, sale_ways, written
from bench.window import Window
from consumers.half import DECIDED, FACTS, Half
from events.topics import ATTRIBUTIONS, JOURNAL
from runtime.settings import Settings
from warehouse.connect import Warehouse

PER_S = 500
ABOUT = (
    "Latency comes first, on the idle path. A sale's age is that of an order, edit or refund when the first decision that knows "
    "it was stored. The engine stamps a row when its insert begins, so the mean time that a whole batch took, "
    "of decisions for a sale (`decided_write_ms`), of facts for a click (`facts_write_ms`), is added to every age."
)


def latency(warehouse: Warehouse, settings: Settings, window: Window) -> dict[str, float]:
    """The figures of a window in which live events came, read afterwards from the warehouse and from Kafka."""
    journal, decisions = written(settings, JOURNAL), written(settings, ATTRIBUTIONS)
    sales = sale_ways(warehouse, journal, decisions, window.since, window.until)
    clicks = click_ways(warehouse, journal, window.since, window.until)
    if len(sales) + len(clicks) > 1.1 * PER_S * window.seconds:
        raise ValueError(f"{len(sales) + len(clicks)} events were received in {window.seconds:.1f} s: more than the trickle's")
    ages = found(sales, clicks, mean_write_ms(window, DECIDED), mean_write_ms(window, FACTS))
    return ages | {f"idle_{name}": value for name, value in window.cores().items()}


def found(sales: Sequence[Way], clicks: Sequence[Way], decided_ms: float, facts_ms: float) -> dict[str, float]:
    """The ages at the end, and how much of a sale's each stage took."""
    ages = {"sale": (sales, decided_ms), "click": (clicks, facts_ms)}
    values = {
        name: age
        for kind, (ways, write_ms) in ages.items()
        for name, age in ranks(kind, [way.stored - way.received + write_ms for way in ways])
    }
    return values | {
        "sales": float(len(sales)),
        "clicks": float(len(clicks)),
        "p95_sale_to_journal_ms": rank([way.journal - way.received for way in sales], 0.95),
        "p95_sale_journal_to_decision_ms": rank([way.decided - way.journal for way in sales], 0.95),
        "p95_sale_decision_to_row_ms": rank([way.stored - way.decided for way in sales], 0.95),
        "decided_write_ms": decided_ms,
        "facts_write_ms": facts_ms,
    }


def mean_write_ms(window: Window, half: Half) -> float:
    """How long a half of the sink took for one batch: all its tables, and the note of how far it is."""
    took, many = (window.sink[f"affluent_sink_batch_seconds_{what}/{half.name}"] for what in ("sum", "count"))
    return 1000 * took / many
