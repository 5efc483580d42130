"""What each filter may be, and what a choice makes of the filter. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dashboards.board.filters import CUSTOM, Filter
from dashboards.board.verdicts import MODELS

Row = Mapping[str, Any]
Shape = dict[str, Any]
Option = tuple[str, str]
"""(id, what people call it)"""

PERIODS = {"today": "Today", "7d": "7 days", "28d": "28 days", "8w": "8 weeks", "365d": "12 months", CUSTOM: "From … to …"}
LISTED = 300
"""A longer list is no list: it is sought in."""
FALLBACK = "EUR"


class Choices(NamedTuple):
    """Everything there is to choose from."""

    brands: tuple[Option, ...] = ()
    campaigns: tuple[Option, ...] = ()
    creators: tuple[Option, ...] = ()
    brand_of: Mapping[str, str] = {}
    """Campaign to its brand."""
    reporting: Mapping[str, str] = {}
    """Brand to its reporting currency."""
    currencies: tuple[str, ...] = ()
    """Those with orders first, most orders first."""

    @property
    def names(self) -> Mapping[tuple[str, str], str]:
        """What people call campaigns."""
        return {("campaign", id): name for id, name in self.campaigns}

    def usual_currency(self, chosen: Filter) -> str:
        """What the brands looked at report in, if that is one currency; else the one with most orders that a brand reports in."""
        brands = chosen.brands or tuple(self.brand_of.get(campaign, "") for campaign in chosen.campaigns)
        theirs = {self.reporting.get(brand, "") for brand in brands}
        if len(theirs) == 1 and "" not in theirs:
            return theirs.pop()
        reported = [currency for currency in self.currencies if currency in self.reporting.values()]
        return next(iter(reported or self.currencies), FALLBACK)


def read_choices(options: Iterable[Row], currencies: Sequence[Row]) -> Choices:
    """Choices of the rows of the queries `options` and `currencies`."""
    kinds: dict[str, list[Option]] = {}
    brand_of = {}
    for row in options:
        kinds.setdefault(row["kind"], []).append((row["id"], row["name"] or row["id"]))
        if row["kind"] == "campaign":
            brand_of[row["id"]] = row["parent"]
    used = [row["currency"] for row in currencies if row["currency"]] + [id for id, _ in kinds.get("currency", [])]
    return Choices(
        **{f"{kind}s": tuple(kinds.get(kind, ())) for kind in ("brand", "campaign", "creator")},
        brand_of=brand_of,
        reporting={row["brand"]: row["currency"] for row in currencies if row["brand"]},
        currencies=tuple(dict.fromkeys(used)),
    )


def fields(choices: Choices, chosen: Filter, today: date, sought: str = "") -> list[Shape]:
    """The filter's fields with what is chosen."""
    campaigns = [one for one in choices.campaigns if not chosen.brands or choices.brand_of.get(one[0]) in chosen.brands]
    usual = choices.usual_currency(chosen)
    listed = dict.fromkeys((chosen.currency or usual, *choices.currencies))
    found = [
        _select("brand", "Brand", "All brands", choices.brands, chosen.brands),
        _select("campaign", "Campaign", "All campaigns", campaigns[:LISTED], chosen.campaigns),
        _creator(choices, chosen, sought),
        _field("period", "Period", PERIODS.items(), chosen.period),
        _field("currency", "Currency", [(one, one) for one in listed], chosen.currency or usual),
        _field("model", "Attribution model", MODELS.items(), chosen.model),
    ]
    if chosen.period == CUSTOM:
        first, last = chosen.days(today)
        days = ({"name": "from", "label": "From", "value": f"{first}"}, {"name": "to", "label": "To", "value": f"{last}"})
        found[4:4] = days
    return found


def _field(name: str, label: str, options: Iterable[tuple[Any, str]], value: str) -> Shape:
    return {"name": name, "label": label, "value": value, "options": [{"value": str(id), "text": text} for id, text in options]}


def _select(name: str, label: str, everything: str, options: Sequence[Option], chosen: tuple[str, ...]) -> Shape:
    """One of a list; several, and one that is not listed, can be chosen by the address and are shown as they are."""
    value = " ".join(chosen)
    known = dict(options)
    extra = [] if not chosen or value in known else [(value, ", ".join(known.get(id, id) for id in chosen))]
    return _field(name, label, [("", everything), *options, *extra], value)


def _creator(choices: Choices, chosen: Filter, sought: str) -> Shape:
    names = dict(choices.creators)
    value = ", ".join(_called(id, names.get(id, id)) for id in chosen.creators)
    wanted = sought.casefold()
    fitting = [text for id, name in choices.creators if wanted in (text := _called(id, name)).casefold()]
    return {
        "name": "creator", "label": "Creator", "value": value, "placeholder": "All creators", "seeks": True,
        "options": fitting[:LISTED] if wanted else fitting[: LISTED // 10],
    }  # fmt: skip


def _called(id: str, name: str) -> str:
    return name if name == id else f"{name} ({id})"


def chosen_by(choices: Choices, chosen: Filter, name: str, value: str, today: date) -> list[tuple[str, str]]:
    """The address's pairs after one choice; what no longer fits it is let go."""
    if name == "creator":
        value = next((id for id, called in choices.creators if value in (id, called, _called(id, called))), value)
    if name == "brand":
        chosen = chosen._replace(
            campaigns=tuple(one for one in chosen.campaigns if choices.brand_of.get(one) == value or not value)
        )
    if name in ("brand", "campaign", "creator"):
        narrower: dict[str, Any] = {f"{name}s": tuple(filter(None, [value]))}
        return chosen._replace(**narrower).pairs
    pairs = [(key, old) for key, old in chosen.pairs if key != name and not (name == "period" and key in ("from", "to"))]
    if name == "period" and value == CUSTOM:
        first, last = chosen.days(today)
        pairs += [("from", first.isoformat()), ("to", last.isoformat())]
    return [*pairs, (name, value)]


def strangers(choices: Choices, chosen: Filter) -> list[str]:
    """What the filter names and the catalog does not know, in words."""
    told = (
        ("brand", chosen.brands, choices.brands),
        ("campaign", chosen.campaigns, choices.campaigns),
        ("creator", chosen.creators, choices.creators),
    )
    return [f"There is no {kind} {id!r}." for kind, ids, known in told for id in ids if id not in dict(known)]
