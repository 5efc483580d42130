"""`affluent models train`: which paths are learned from, and what is stored."""

import json

import pytest

from tests.unit.files.command import complained, typed

TOUCHES = """\
person,time,channel
ann,2026-01-01,a
ann,2026-01-02,b
ann,2026-01-04,a
ann,2026-01-09,b
bob,2026-01-01,a
bob,2026-01-01T12:00,direct
"""
SALES = """\
order_id,person,time,amount,currency
o1,ann,2026-01-02,1,EUR
o2,ann,2026-01-05,1,EUR
o3,ann,2026-01-06,1,EUR
o4,zoe,2026-01-06,1,EUR
"""


def trained(folder, *more, model="markov", touches=TOUCHES, sales=SALES):
    (folder / "touches.csv").write_text(touches)
    (folder / "sales.csv").write_text(sales)
    given = ("--touches", folder / "touches.csv", "--sales", folder / "sales.csv", "--out", folder / "m.json", "--model", model)
    done = typed("train", *given, *more, topic="models")
    return done if done.exception else json.loads((folder / "m.json").read_text())


def test_a_path_begins_after_the_sale_before_it(tmp_path):
    """Paths: a b and a of ann convert, a direct of bob does not: a → conversion 1/3, b 1/3, direct 1/3."""
    model = trained(tmp_path)
    assert model["data"] == {
        "first": "2026-01-01T00:00:00+00:00", "last": "2026-01-09T00:00:00+00:00", "touches": 6, "sales": 4, "paths": 3,
        "converting": 2, "sales_without_touch": 2, "touches_after_the_last_sale": 1,
    }  # fmt: skip
    assert model["removal_effects"] == {"a": 1.0, "b": 0.5, "direct": 0.0}
    assert model["conversions"] == pytest.approx({"a": 4 / 3, "b": 2 / 3, "direct": 0})
    assert (model["model"], model["order"], model["payable"]) == ("markov", 1, False)


def test_direct_traffic_can_be_left_out(tmp_path):
    model = trained(tmp_path, "--drop-direct", "--path-transform", "first")
    assert (model["fit"]["transitions"], model["conversions"]["direct"], model["drop_direct"]) == (7, 0.0, True)


def test_the_version_is_of_the_paths_and_the_question(tmp_path):
    header, *lines = TOUCHES.splitlines()
    again = "\n".join([header, *lines[::-1]]) + "\n"
    versions = [
        trained(tmp_path)["version"],
        trained(tmp_path, touches=again)["version"],
        trained(tmp_path, "--order", 2)["version"],
        trained(tmp_path, touches=f"{TOUCHES}cat,2026-01-01,a\n")["version"],
    ]
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_few_channels_are_exact(tmp_path):
    model = trained(tmp_path, model="shapley")
    assert (model["exact"], set(model["standard_errors"].values())) == (True, {0.0})
    assert sum(model["conversions"].values()) == pytest.approx(2)


def test_many_channels_are_sampled_with_a_stated_error_and_the_same_each_time(tmp_path):
    touches = TOUCHES + "".join(
        f"p{number},2026-01-01,{one}\np{number},2026-01-02,{two}\n" for number, (one, two) in enumerate(PAIRS)
    )
    sales = SALES + "".join(f"s{number},p{number},2026-01-03,1,EUR\n" for number in range(0, len(PAIRS), 3))
    models = [trained(tmp_path, "--samples", 60, model="shapley", touches=touches, sales=sales) for _ in range(2)]
    assert models[0] == models[1]
    assert (models[0]["exact"], models[0]["samples"], models[0]["seed"]) == (False, 60, 6)
    assert sum(models[0]["conversions"].values()) == pytest.approx(models[0]["data"]["converting"])
    assert any(error > 0 for error in models[0]["standard_errors"].values())


def test_a_chain_that_is_too_large_is_refused_by_name(tmp_path):
    touches = TOUCHES + "".join(f"p{number},2026-01-01,{number}\n" for number in range(200))
    refused = trained(tmp_path, "--order", 2, model="shapley", touches=touches)
    assert complained(refused) == "a chain of order 2 has 204 states here, shapley can take 200: choose a lower --order"


PAIRS = [(f"c{number % 13}", f"c{number * 7 % 13}") for number in range(40)]


@pytest.mark.parametrize("model", ["markov", "shapley"])
def test_nothing_to_learn_is_said(tmp_path, model):
    for touches, sales in ((TOUCHES, SALES.splitlines()[0] + "\n"), (TOUCHES.splitlines()[0] + "\n", SALES)):
        assert "there is nothing to learn" in complained(trained(tmp_path, model=model, touches=touches, sales=sales))
    assert not (tmp_path / "m.json").exists()
