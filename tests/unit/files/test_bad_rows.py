"""What can't be used is named by file, line, column and reason; the run refuses, or keeps it where it is told to."""

import pytest

from tests.unit.files.command import SALES, TOUCHES, attributed, complained, rows

FIRST = TOUCHES.splitlines()[0]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",2026-01-01,search,x", "person", "is missing"),
        ("ann,,search,x", "time", "is missing"),
        ("ann,soon,search,x", "time", "'soon' is not an ISO 8601 time"),
        ("ann,2026-01-01,,x", "channel", "is missing"),
        ("ann,2026-01-01,(unattributed),x", "channel", "'(unattributed)' is reserved"),
        ("ann,2026-01-01,search,", "touch_id", "is missing, while the file has the column"),
        ("ann,2026-01-01,search", "", "has 3 fields, the header 4"),
        ("ann,2026-01-01,search,x,y", "", "has 5 fields, the header 4"),
    ],
)
def test_a_bad_touch(tmp_path, line, column, reason):
    where = f"{tmp_path}/touches.csv:6: " + (f"{column}: " if column else "")
    refused = attributed(tmp_path, touches=TOUCHES + line + "\n")
    assert refused.stderr.splitlines()[0] == where + reason
    assert complained(refused).startswith("a bad row, nothing was written; `--skip-bad FILE`")
    assert not (tmp_path / "out.csv").exists()
    done = attributed(tmp_path, "--skip-bad", tmp_path / "bad.csv", touches=TOUCHES + line + "\n")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (0, f"bad rows left out (1): {tmp_path}/bad.csv")
    [kept] = rows(tmp_path / "bad.csv")
    assert (kept["file"], kept["line"], kept["column"], kept["reason"]) == (f"{tmp_path}/touches.csv", "6", column, reason)
    assert len(rows(tmp_path / "out.csv")) == 21


@pytest.mark.parametrize(
    ("amount", "currency", "reason"),
    [
        ("1.005", "EUR", "1.005 has more decimals than EUR (2)"),
        ("1.5", "JPY", "1.5 has more decimals than JPY (0)"),
        ("1,000.00", "EUR", "not an amount of money: '1,000.00'"),
        ("1e3", "EUR", "not an amount of money: '1e3'"),
        ("1", "EURO", "unknown currency 'EURO'"),
        ("11258999068426.25", "EUR", "11258999068426.25 EUR does not fit"),
    ],
)
def test_a_bad_amount(tmp_path, amount, currency, reason):
    refused = attributed(tmp_path, sales=f'{SALES}o4,ann,2026-01-06,"{amount}",{currency}\n')
    assert refused.stderr.splitlines()[0] == f"{tmp_path}/sales.csv:5: amount: {reason}"


def test_the_largest_amount_fits(tmp_path):
    attributed(tmp_path, "--models", "linear", sales=f"{SALES}o4,ann,2026-01-06,11258999068426.24,EUR\n")
    assert sum(int(row["amount_minor"]) for row in rows(tmp_path / "out.csv") if row["order_id"] == "o4") == 2**50


def test_a_line_is_counted_as_an_editor_counts_it(tmp_path):
    touches = f'{FIRST},note\nann,2026-01-01,search,t1,"two\nlines"\n\nann,2026-01-01\nann,soon,search,t2,\n'
    refused = attributed(tmp_path, touches=touches)
    assert [line.partition("touches.csv:")[2] for line in refused.stderr.splitlines()] == [
        "5: has 2 fields, the header 5",
        "6: time: 'soon' is not an ISO 8601 time",
    ]


def test_a_quote_that_is_not_closed_swallows_no_line_in_silence(tmp_path):
    refused = attributed(tmp_path, touches=f'{FIRST}\nann,2026-01-01,search,"t1\nann,2026-01-02,search,t2\n')
    assert refused.stderr.splitlines()[0] == f"{tmp_path}/touches.csv:2: touch_id: has a line break: is a quote not closed?"


def test_a_json_line_is_named_with_its_field(tmp_path):
    file = tmp_path / "touches.jsonl"
    file.write_text(
        '{"person": 7, "time": "2026-01-01", "channel": "search"}\n{"person": "ann", "time": 5, "channel": "x"}\n'
        '{"person"\n[]\n{}\n'
    )
    refused = attributed(tmp_path, "--touches", file)
    assert [line.partition("touches.jsonl:")[2] for line in refused.stderr.splitlines()] == [
        "2: time: Expected `str | null`, got `int`",
        "3: is not JSON: Input data was truncated",
        "4: Expected `object`, got `array`",
        "5: person: is missing",
    ]


def test_money_is_never_a_float(tmp_path):
    file = tmp_path / "sales.jsonl"
    file.write_text('{"order_id": "o1", "person": "ann", "time": "2026-01-06", "amount": 10.0, "currency": "EUR"}\n')
    assert "amount: Expected `str | null`, got `float`" in attributed(tmp_path, "--sales", file).stderr


def test_what_is_told_twice_counts_once_and_what_contradicts_itself_not_at_all(tmp_path):
    again = TOUCHES.splitlines()[1]
    attributed(tmp_path, "--models", "linear", touches=f"{TOUCHES}{again}\n")
    assert [row["touch_id"] for row in rows(tmp_path / "out.csv")] == ["t1", "t2", "t3", "", "t4"]
    refused = attributed(tmp_path, sales=f"{SALES}o1,ann,2026-01-06,11.00,EUR\n")
    assert [line.partition("sales.csv:")[2] for line in refused.stderr.splitlines()] == [
        "2: order_id: 'o1' is told with different content",
        "5: order_id: 'o1' is told with different content",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "touches.csv: is empty"),
        (b"person,time\nann,2026-01-01\n", "touches.csv: has no column 'channel'"),
        (b"person,time,channel,person\n", "touches.csv: has column 'person' twice"),
        (b"person,time,channel\nann,2026-01-01,\xff\n", "touches.csv:2: is not UTF-8"),
    ],
)
def test_a_file_that_can_not_be_read_is_named(tmp_path, content, says):
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "touches.csv").write_bytes(content)
    assert says in complained(attributed(tmp_path, "--touches", tmp_path / "odd" / "touches.csv"))


def test_many_bad_rows_are_counted(tmp_path):
    refused = attributed(tmp_path, touches=TOUCHES + "ann,soon,search,x\n" * 30)
    assert len(refused.stderr.splitlines()) == 21
    assert complained(refused).startswith("30 bad rows, nothing was written")
