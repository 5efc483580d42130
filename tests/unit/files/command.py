"""The command as it is typed, on files of a test."""

import csv
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from affluent.__main__ import build
from affluent.commands.complaints import complaint_about

TOUCHES = """\
person,time,channel,touch_id
ann,2026-01-01T10:00:00,search,t1
ann,2026-01-03T10:00:00+02:00,lena,t2
ann,2026-01-05 10:00,direct,t3
bob,2026-01-01,lena,t4
"""
SALES = """\
order_id,person,time,amount,currency
o1,ann,2026-01-06,10.00,EUR
o2,zoe,2026-01-06,7,JPY
o3,bob,2026-01-06,-1.50,eur
"""


def typed(*arguments: object, topic: str = "attribute") -> Result:
    return CliRunner().invoke(build([topic, "docs"]), [topic, *map(str, arguments)])


def attributed(folder: Path, *more: object, touches: str = TOUCHES, sales: str = SALES, out: str = "out.csv") -> Result:
    (folder / "touches.csv").write_text(touches)
    (folder / "sales.csv").write_text(sales)
    given = ("--touches", folder / "touches.csv", "--sales", folder / "sales.csv", "--out", folder / out)
    return typed(*given, *more)


def complained(result: Result) -> str:
    """What the person is told in one line."""
    assert result.exit_code == 1
    assert isinstance(result.exception, Exception)
    complaint = complaint_about(result.exception)
    assert complaint is not None
    assert complaint.exit_code == 2
    assert "\n" not in complaint.says
    return complaint.says


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))
