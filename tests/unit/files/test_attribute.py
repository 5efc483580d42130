"""`affluent attribute`: from files into a file."""

import json
from collections import defaultdict

import polars as pl
import pytest

from tests.unit.files.command import SALES, TOUCHES, attributed, complained, rows


def test_one_row_for_each_credited_touch(tmp_path):
    done = attributed(tmp_path, "--models", "last_touch,linear")
    assert done.exit_code == 0
    assert (tmp_path / "out.csv").read_text() == (
        "order_id,model,position,touch_id,channel,weight,amount_minor,currency\n"
        "o1,last_touch,3,t3,direct,1.000000,1000,EUR\n"
        "o1,linear,1,t1,search,0.333333,334,EUR\n"
        "o1,linear,2,t2,lena,0.333333,333,EUR\n"
        "o1,linear,3,t3,direct,0.333333,333,EUR\n"
        "o2,last_touch,,,(unattributed),1.000000,7,JPY\n"
        "o2,linear,,,(unattributed),1.000000,7,JPY\n"
        "o3,last_touch,1,t4,lena,1.000000,-150,EUR\n"
        "o3,linear,1,t4,lena,1.000000,-150,EUR\n"
    )


def test_amounts_of_an_order_and_model_sum_to_the_order(tmp_path):
    every = "last_touch,last_non_direct,first_touch,linear,position_based,j_shaped,inverse_j,time_decay"
    attributed(tmp_path, "--models", every)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows(tmp_path / "out.csv"):
        sums[row["order_id"], row["model"]] += int(row["amount_minor"])
    amounts = {"o1": 1000, "o2": 7, "o3": -150}
    assert sums == {(order, model): amount for order, amount in amounts.items() for model in every.split(",")}


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_every_kind_of_file_says_the_same(tmp_path, kind):
    attributed(tmp_path)
    for name in ("touches", "sales"):
        frame = pl.read_csv(tmp_path / f"{name}.csv", infer_schema=False)
        if kind == "parquet":
            frame.write_parquet(tmp_path / f"{name}.{kind}")
        else:
            (tmp_path / f"{name}.{kind}").write_text("".join(json.dumps(row) + "\n\n" for row in frame.iter_rows(named=True)))
    more = ("--touches", tmp_path / f"touches.{kind}", "--sales", tmp_path / f"sales.{kind}", "--out", tmp_path / f"out.{kind}")
    assert attributed(tmp_path, *more).exit_code == 0
    told = pl.read_parquet(tmp_path / "out.parquet") if kind == "parquet" else pl.read_ndjson(tmp_path / "out.jsonl")
    assert told.equals(pl.read_csv(tmp_path / "out.csv", schema=told.schema))


def test_the_order_of_arrival_changes_nothing_and_ties_are_settled(tmp_path):
    header, *lines = TOUCHES.replace(",touch_id", "").splitlines()
    lines = [line.rpartition(",")[0] for line in lines]
    lines += ["ann,2026-01-05T10:00:00,email", "ann,2026-01-05T10:00:00,email"]
    told = []
    for order in (lines, lines[::-1]):
        attributed(tmp_path, "--models", "linear", touches="\n".join([header, *order]) + "\n")
        told.append((tmp_path / "out.csv").read_text())
    assert told[0] == told[1]
    ids = [row["touch_id"].partition("/")[2] for row in rows(tmp_path / "out.csv") if row["order_id"] == "o1"]
    assert ids == ["search#1", "lena#1", "direct#1", "email#1", "email#2"]


def test_each_sale_of_a_person_looks_at_all_touches_in_its_window(tmp_path):
    attributed(
        tmp_path, "--models", "first_touch", "--window", "4d", sales=SALES + "o4,ann,2026-01-08,1,EUR\no5,ann,2026-02-01,1,EUR\n"
    )
    won = {row["order_id"]: row["touch_id"] for row in rows(tmp_path / "out.csv")}
    assert won == {"o1": "t2", "o2": "", "o3": "", "o4": "t3", "o5": ""}


def test_direct_traffic_can_be_passed_over_or_left_out(tmp_path):
    attributed(tmp_path, "--models", "last_touch,last_non_direct,linear", "--drop-direct", "--direct", "Lena")
    won = [(row["order_id"], row["model"], row["channel"]) for row in rows(tmp_path / "out.csv")]
    assert won[:2] == [("o1", "last_touch", "direct"), ("o1", "last_non_direct", "direct")]
    assert won[-1] == ("o3", "linear", "(unattributed)")


@pytest.mark.parametrize(
    ("transform", "path"), [("all", "aaba"), ("collapse", "aba"), ("first", "ab"), ("last", "ba"), ("unique", "aaba")]
)
def test_a_path_is_transformed_before_it_is_credited(tmp_path, transform, path):
    touches = "person,time,channel\n" + "".join(f"ann,2026-01-0{day},{channel}\n" for day, channel in enumerate("aaba", 1))
    attributed(tmp_path, "--models", "linear", "--path-transform", transform, touches=touches)
    assert "".join(row["channel"] for row in rows(tmp_path / "out.csv") if row["order_id"] == "o1") == path


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--models", "linear,best"], "there is no model 'best': choose from last_touch, last_non_direct, first_touch,"),
        (["--window", "30"], "'30' is no duration: say 30d, 12h, 90m or 45s"),
        (["--window", "0d"], "'0d' is no duration"),
        (["--half-life", "99999999d"], "a hundred years at most"),
        (["--position", "0/100/0"], "'0/100/0' is no shape: say first/between/last"),
    ],
)
def test_a_choice_that_can_not_be_followed_is_named(tmp_path, more, says):
    assert says in complained(attributed(tmp_path, *more))
    assert not (tmp_path / "out.csv").exists()


def test_a_file_is_never_written_over_what_is_read(tmp_path):
    assert "sales.csv: is named twice" in complained(attributed(tmp_path, out="sales.csv"))
    assert (tmp_path / "sales.csv").read_text() == SALES


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_no_sale_and_no_touch_are_no_error(tmp_path, out):
    headers = {"touches": TOUCHES.splitlines()[0] + "\n", "sales": SALES.splitlines()[0] + "\n"}
    assert attributed(tmp_path, out=out, **headers).exit_code == 0
    assert (pl.read_csv if out == "out.csv" else pl.read_parquet)(tmp_path / out).height == 0
    assert attributed(tmp_path, "--models", "linear", touches=headers["touches"]).exit_code == 0
    assert [row["channel"] for row in rows(tmp_path / "out.csv")] == ["(unattributed)"] * 3
    assert attributed(tmp_path, out=out, sales=headers["sales"]).exit_code == 0


def test_a_half_life_and_a_shape_of_ones_own(tmp_path):
    attributed(tmp_path, "--models", "time_decay,position_based", "--half-life", "1d", "--position", "1/0/3")
    of_order = [(row["model"], row["weight"]) for row in rows(tmp_path / "out.csv") if row["order_id"] == "o1"]
    assert [weight for model, weight in of_order if model == "position_based"] == ["0.250000", "0.750000"]
    assert [weight for model, weight in of_order if model == "time_decay"] == ["0.048132", "0.181762", "0.770106"]
