"""How panels look: units, colours, and the properties of a column."""

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models import dashboard as model
from grafana_foundation_sdk.models import units

MONEY, COUNT, RATIO, SHARE = units.LocaleFormat, units.LocaleFormat, units.NoUnit, units.PercentUnit
MONEY_DECIMALS = 4
"""As many as any currency has: amounts come exact and with no more digits than theirs, and the locale adds no zeros."""
UNKNOWN = "n/a"
"""What stands where a figure is undefined: a ROAS without cost, a ROI without a margin."""
GOOD, FAIR, BAD, PLAIN = "green", "orange", "red", "text"

Properties = list[model.DynamicConfigValue]


def steps(*levels: tuple[float | None, str]) -> build.ThresholdsConfig:
    """Colours from a value on; the first has none."""
    told = [model.Threshold(value=value, color=colour) for value, colour in levels]
    return build.ThresholdsConfig().mode(model.ThresholdsMode.ABSOLUTE).steps(told)


def money(name: str, *more: model.DynamicConfigValue) -> Properties:
    """An amount in the chosen currency."""
    return amount_of(f"{name} (${{currency}})", *more)


def amount_of(name: str, *more: model.DynamicConfigValue) -> Properties:
    """An amount whose currency stands beside it."""
    return [_is("displayName", name), _is("unit", MONEY), _is("decimals", MONEY_DECIMALS), *more]


def count(name: str, *more: model.DynamicConfigValue) -> Properties:
    """A number of things."""
    return [_is("displayName", name), _is("unit", COUNT), _is("decimals", 0), *more]


def ratio(name: str, *more: model.DynamicConfigValue) -> Properties:
    """Times, such as a ROAS."""
    return [_is("displayName", name), _is("unit", RATIO), _is("decimals", 2), _is("noValue", UNKNOWN), *more]


def share(name: str, *more: model.DynamicConfigValue) -> Properties:
    """A part, shown in percent."""
    return [_is("displayName", name), _is("unit", SHARE), _is("decimals", 1), _is("noValue", UNKNOWN), *more]


def words(name: str, *more: model.DynamicConfigValue) -> Properties:
    """Text, under a heading of our own."""
    return [_is("displayName", name), *more]


def coloured(*levels: tuple[float | None, str], cell: bool = False) -> tuple[model.DynamicConfigValue, ...]:
    """By thresholds; in a table the text of the cell takes the colour."""
    told = _is("thresholds", steps(*levels).build()), _is("color", {"mode": "thresholds"})
    return (*told, _is("custom.cellOptions", {"type": "color-text"})) if cell else told


def link(title: str, url: str, new_tab: bool = False) -> model.DynamicConfigValue:
    """From a cell to somewhere."""
    return _is("links", [{"title": title, "url": url, "targetBlank": new_tab}])


def wide(pixels: int) -> model.DynamicConfigValue:
    """A column's width."""
    return _is("custom.width", pixels)


def on_the_right(label: str) -> tuple[model.DynamicConfigValue, ...]:
    """A line over bars, with an axis of its own."""
    return (
        _is("custom.axisPlacement", "right"),
        _is("custom.axisLabel", label),
        _is("custom.drawStyle", "line"),
        _is("custom.lineWidth", 2),
        _is("custom.fillOpacity", 0),
    )


def _is(id: str, value: object) -> model.DynamicConfigValue:
    return model.DynamicConfigValue(id_val=id, value=value)
