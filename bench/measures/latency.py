"""From an event's receipt to its row, while the machine has time: 500 events/s, so that waiting shows and not work."""

from collections.abc import Sequence

from bench.ages import Way, click_ways, rank, ranks, sale_ways
from bench.figures import Figures
from bench.measures.whole_path import drained, observed
from bench.offered import offered
from bench.place import Place
from bench.scrape import Scrape
from bench.stack import stack
from bench.traffic.journal import write_catalog
from bench.traffic.offering import Plan

SEED, PEOPLE = 13, 20_000
OFFERED_PER_S = 500
WARM_S, FOR_S = 15, 40
QUICK_WARM_S, QUICK_FOR_S = 5, 8
WRITING = "affluent_sink_batch_seconds"


def measure(place: Place) -> Figures:
    """Offer live events, then read from the warehouse and from Kafka when each was where."""
    warm, length = (QUICK_WARM_S, QUICK_FOR_S) if place.quick else (WARM_S, FOR_S)
    settings, folder = place.fresh_topics(), place.scratch("latency") / "warehouse"
    plan = Plan(place.kafka, OFFERED_PER_S, warm + length, SEED, PEOPLE, live=True, linger_ms=0)
    write_catalog(settings)
    with offered(place, plan) as offer, stack(place, settings, folder) as running:
        window = observed(offer, running, warm, length)
        offer.told()
        drained(running, plan.events)
        write_ms = 1000 * mean_write_s(running.sink)
    stretch = window.since, window.until
    values = found(sale_ways(folder, settings, *stretch), click_ways(folder, settings, *stretch), write_ms)
    values |= {f"{name}_cores": used / window.seconds for name, used in window.cpu_s.items()}
    return Figures(values, notes=[ABOUT])


ABOUT = (
    "A sale's age is that of an order, edit or refund when the first decision that knows it was stored. The engine stamps a row "
    "when its insert begins: `sink_write_ms`, the mean time that a whole batch of all tables took, is added to every age."
)


def found(sales: Sequence[Way], clicks: Sequence[Way], write_ms: float) -> dict[str, float]:
    """The ages at the end, and how much of a sale's each stage took."""
    ages = {"sale": sales, "click": clicks}
    values = {
        name: age
        for kind, ways in ages.items()
        for name, age in ranks(kind, [way.stored - way.received + write_ms for way in ways])
    }
    return values | {
        "sales": float(len(sales)),
        "clicks": float(len(clicks)),
        "p95_sale_to_journal_ms": rank([way.journal - way.received for way in sales], 0.95),
        "p95_sale_journal_to_decision_ms": rank([way.decided - way.journal for way in sales], 0.95),
        "p95_sale_decision_to_row_ms": rank([way.stored - way.decided for way in sales], 0.95),
        "sink_write_ms": write_ms,
    }


def mean_write_s(sink: Scrape) -> float:
    """How long the sink takes for one batch, all its tables and the note of how far it is, since it started."""
    told = sink.totals()
    return told[f"{WRITING}_sum"] / told[f"{WRITING}_count"]
