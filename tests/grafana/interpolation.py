"""What Grafana does to a statement before the ClickHouse plugin sends it: the part of it that our dashboards use, and no more.

As Grafana's scenes library does it: `singlequote` quotes each value and puts a backslash before quotes in it; the custom value
of "All" is put in as it stands, whatever the format. The plugin's macros ($__timeFilter and its like) are used nowhere.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

VARIABLE = re.compile(r"\$\{(\w+)(?::(\w+))?\}")


class All(NamedTuple):
    """Nothing chosen but "All", with the variable's custom value for it."""

    value: str


Value = str | int | Sequence[str] | All


def written(text: str, values: Mapping[str, Value]) -> str:
    """The text with its variables replaced; an unknown variable or format, or anything else that Grafana reads, is an error."""
    done = VARIABLE.sub(lambda found: _formatted(values[found[1]], found[2]), text)
    if "$" in done or "[[" in done:
        raise ValueError(f"Grafana would read more in this: {done[max(0, done.find('$') - 40) :][:120]}")
    return done


def _formatted(value: Value, format: str | None) -> str:
    if isinstance(value, All):
        return value.value
    if isinstance(value, int) and format is None:
        return str(value)
    if format == "singlequote":
        return ",".join(_quoted(one) for one in ([value] if isinstance(value, str) else value))
    raise ValueError(f"{value!r} has no format {format}")


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "\\'") + "'"
