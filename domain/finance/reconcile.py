"""What the books must add up to, and what it is called when they do not. Pure: the rows come from the warehouse."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

Row = Mapping[str, Any]

GRACE_S = 30
"""What was stored this recently may still be on its way through the stages behind it: pending, not yet a difference."""


class Difference(NamedTuple):
    """One thing that does not add up, where it is, why, and the numbers."""

    what: str
    where: str
    cause: str
    detail: str


class Finding(NamedTuple):
    """A difference, or what may still turn out to be none."""

    difference: Difference
    pending: bool = False


Rule = Callable[[Row], Iterator[Finding]]


def missing_fact(row: Row) -> Iterator[Finding]:
    """A delivery's fact is gone."""
    yield _sure(
        "row_missing", f"{row['fact']} {_key(row)}", "the fact was deleted after it was stored", f"delivered as {_raw(row)}"
    )


def phantom_fact(row: Row) -> Iterator[Finding]:
    """A fact that nobody delivered."""
    cause = "no delivery stands behind it: the delivery was deleted, or the row was written by another hand"
    yield _sure("phantom_row", f"{row['fact']} {_key(row)}", cause, f"says it was delivered as {_raw(row)}")


def letter_mismatch(row: Row) -> Iterator[Finding]:
    """A dead letter and its delivery belong together."""
    if row["lacks"] == "letter":
        yield _sure("row_missing", f"dead_letters {_raw(row)}", "the dead letter was deleted after it was stored", "")
    else:
        yield _sure("phantom_row", f"dead_letters {_raw(row)}", "no delivery stands behind it", "")


def refused_record(row: Row) -> Iterator[Finding]:
    """A record of our own topics that could not be read or applied."""
    cause = f"{row['reason']}: {row['detail']}"
    yield _sure("record_refused", _raw(row), cause, "see `affluent dead-letters list`; replay it when the cause is mended")


def repeated_row(row: Row) -> Iterator[Finding]:
    """A row that is physically there more than once."""
    detail = f"{row['times']} times, from {_raw(row)}, place {row['index']}"
    yield _sure("row_doubled", f"{row['tbl']} {row['key']}", "the same row was written again", detail)


def altered_row(row: Row) -> Iterator[Finding]:
    """A row that is not what was stored."""
    cause = "its content no longer fits the digest taken when it was stored, or its net that of its lines"
    yield _sure("row_altered", f"{row['tbl']} {row['key']}", cause, f"from {_raw(row)}")


def gap(row: Row) -> Iterator[Finding]:
    """Offsets of a raw partition that have no home."""
    where = f"{row['topic']}/{row['partition']} offsets {row['first']} to {row['last']}"
    cause = "not handled by intake, or their deliveries were deleted; a transactional producer's markers look the same"
    yield _perhaps(row, "deliveries_missing", where, cause, f"{row['last'] - row['first'] + 1} offsets")


def undecided_order(row: Row) -> Iterator[Finding]:
    """An order without a decision."""
    cause = "streams has not decided it: it is down, behind, or the order's entity is suspended; or its decisions were deleted"
    yield _perhaps(row, "order_undecided", _order(row), cause, f"told of {row['age']} s ago")


def revenue(row: Row) -> Iterator[Finding]:
    """The newest decision and the order's facts tell the same revenue."""
    where = f"{_order(row)} version {row['version']}"
    if row["unfounded"]:
        cause = "the decision rests on events that are no facts: deleted, or not stored yet"
        yield _perhaps(row, "decision_unfounded", where, cause, f"events {', '.join(row['unfounded'])}")
    elif (row["facts_net"], row["facts_currency"]) != (row["known_net"], row["known_currency"]):
        detail = f"decided {row['known_net']} {row['known_currency']}, facts say {row['facts_net']} {row['facts_currency']}"
        yield _sure("net_differs", where, "a fact or the decision was altered", detail)
    if row["unheard"]:
        cause = "the newest decision does not know these events: streams is behind, or a later version was deleted"
        yield _perhaps(row, "decision_outdated", where, cause, f"events {', '.join(row['unheard'])}")


def attribution(row: Row) -> Iterator[Finding]:
    """A model's row is the one that its decision document makes."""
    where = f"attributions {_order(row)} {row['model']} version {row['version']}"
    decided, told = (row[side] and _sum(row[f"{side}_amounts"]) for side in ("must", "found"))
    yield _made_by_decision(where, decided, told)


def summed(row: Row) -> Iterator[Finding]:
    """Figures are added up from the newest decision of each order."""
    where = f"credits {_order(row)} version {row['decided'] or row['added']}"
    decided, told = (row[side] and f"net {row[f'{side}_net']} in version {row[side]}" for side in ("decided", "added"))
    yield _made_by_decision(where, decided, told)


def unconserved(row: Row) -> Iterator[Finding]:
    """Credited and unattributed are net revenue, to the cent."""
    where = f"attributions {_order(row)} {row['model']} version {row['version']}"
    detail = f"credited {row['credited']} + unattributed {row['unattributed']} is not net {row['net']} {row['currency']}"
    yield _sure("money_differs", where, "an amount was altered", detail)


def ledger(row: Row) -> Iterator[Finding]:
    """The entries of an order sum to its decision in force."""
    where = f"ledger {_order(row)} {row['creator']} {row['collaboration']} version {row['booked_last']}"
    detail = (
        f"booked {row['revenue']} and commission {row['commission']}, "
        f"decided {row['must_revenue']} and {row['must_commission']} {row['currency']}"
    )
    yield _sure("ledger_differs", where, "an entry or the decision was altered or deleted", detail)


RULES: dict[str, Rule] = {
    "missing_facts": missing_fact,
    "phantom_facts": phantom_fact,
    "letters": letter_mismatch,
    "refused": refused_record,
    "repeated": repeated_row,
    "altered": altered_row,
    "gaps": gap,
    "undecided": undecided_order,
    "revenue": revenue,
    "attributions": attribution,
    "credits": summed,
    "conservation": unconserved,
    "ledger": ledger,
}
"""The query that finds what breaks a rule, to the rule."""


def sums(counts: Row) -> Iterator[Finding]:
    """Deliveries are facts, duplicates and dead letters; nothing else, and each once."""
    homes = counts["facts"] + counts["duplicates"] + counts["dead_letters"]
    if homes != counts["deliveries"]:
        detail = f"{counts['facts']} facts + {counts['duplicates']} duplicates + {counts['dead_letters']} dead letters"
        cause = "see the rows that are missing or that nobody delivered"
        yield _sure("deliveries_differ", f"{counts['deliveries']} deliveries", cause, detail)


def judge(counts: Row, broken: Mapping[str, Iterable[Row]]) -> list[Finding]:
    """Everything that does not add up."""
    return [*sums(counts), *(finding for name, rows in broken.items() for row in rows for finding in RULES[name](row))]


def _made_by_decision(where: str, decided: str, told: str) -> Finding:
    """A row that is not what its decision makes of it; `decided` or `told` is empty where there is no decision or no row."""
    if not told:
        return _sure("row_missing", where, "the row was deleted after it was stored", f"decided {decided}")
    if not decided:
        return _sure("phantom_row", where, "no decision document stands behind it", f"it says {told}")
    return _sure("row_altered", where, "the row is not the one its decision makes", f"decided {decided}, the row says {told}")


def _sure(what: str, where: str, cause: str, detail: str) -> Finding:
    return Finding(Difference(what, where, cause, detail))


def _perhaps(row: Row, what: str, where: str, cause: str, detail: str) -> Finding:
    return Finding(Difference(what, where, cause, detail), pending=row["age"] < GRACE_S)


def _key(row: Row) -> str:
    return f"{row['subject']} {row['event_id']}".strip()


def _raw(row: Row) -> str:
    return f"{row['topic']}/{row['partition']}/{row['offset']}"


def _order(row: Row) -> str:
    return f"order {row['shop']}/{row['order_id']}"


def _sum(amounts: Iterable[int]) -> str:
    return " + ".join(map(str, amounts)) or "nothing"
