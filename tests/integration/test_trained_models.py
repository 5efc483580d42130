"""Models learned from a month in the warehouse: nothing is lost, and the files' engine learns the same of the same paths."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from affluent.files.attribute import Files, read
from affluent.files.refusals import BadChoice
from affluent.files.train import Training, trained
from affluent.replay.facts import Period
from affluent.training.document import Document
from affluent.training.question import GivenUp, Question
from affluent.training.trainer import Trainer, UnknownModel
from consumers.credited import counts
from domain.attribution.terms import terms_of
from domain.attribution.trained import path_of
from events.decision import ELIGIBLE, Decision, Model, decode_decision
from events.moments import DAY_MS, from_ms, to_ms
from runtime.settings import Settings
from runtime.stopping import Stop
from tests.integration.replay_parts import MONTH, streamed
from tests.verify.month import LIMITS, START
from warehouse.connect import Warehouse

SETTINGS = Settings(max_lookback_days=LIMITS.lookback_days, max_lateness_days=LIMITS.lateness_days)
NOW = START + 50 * 86_400_000


class School:
    """A short month, and a trainer whose clock is a second later each time."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse, self.clock = warehouse, NOW
        self.month = streamed(warehouse)
        self.trainer = Trainer(warehouse, SETTINGS, self.tick)

    def tick(self) -> int:
        self.clock += 1000
        return self.clock

    def trained(self, model: str = "markov", period: Period = MONTH) -> Document:
        return self.trainer.train(Question(model, period))

    def decisions(self) -> list[Decision]:
        return [decode_decision(row["document"]) for row in self.warehouse.rows("SELECT document FROM decisions_latest")]

    def touches_without_a_sale(self) -> Iterator[tuple[str, int, str, str]]:
        """(browser, moment, id, creator) of valid clicks of browsers that no order in the world knows of."""
        known = {each.visitor for decision in self.decisions() for each in decision.candidates}
        known |= {row["visitor"] for row in self.warehouse.rows("SELECT visitor FROM orders")}
        for row in self.warehouse.rows("SELECT * FROM clicks FINAL WHERE empty(flags)"):
            if row["visitor"] not in known:
                creator = terms_of(self.month.book, "link", row["link_version"])
                yield row["visitor"], to_ms(row["event_at"]), row["event_id"], creator.creator if creator else ""

    def credits(self) -> list[dict[str, Any]]:
        return self.warehouse.rows("SELECT * EXCEPT _rank FROM trained_credits FINAL ORDER BY version, shop, order_id")


@pytest.fixture
def school(warehouse: Warehouse) -> School:
    return School(warehouse)


def written(file: Path, header: str, rows: Iterable[tuple[Any, ...]]) -> Path:
    """A CSV; moments are milliseconds there and ISO 8601 in the file."""
    told = [",".join(from_ms(cell).isoformat() if isinstance(cell, int) else str(cell) for cell in row) for row in rows]
    file.write_text("\n".join([header, *told, ""]))
    return file


def ignored(*told: Any) -> None:
    """Progress of the engine on files."""


def linear(decision: Decision) -> set[str]:
    """Whom the model credits that gives a part to every touch that took part."""
    return {share.creator for credit in decision.credits if credit.model == Model.LINEAR for share in credit.shares}


@pytest.mark.parametrize("model", ["markov", "shapley"])
def test_every_order_is_learned_from_and_credited_to_the_last_cent(school: School, model: str) -> None:
    document = school.trained(model)
    decisions = [each for each in school.decisions() if MONTH.holds(each.ordered_at)]
    told, credits = document["data"], school.credits()
    assert told["converting"] == sum(counts(each) and bool(linear(each)) for each in decisions) > 100
    assert told["converting"] + told["orders_without_touch"] + told["orders_cancelled_or_test"] == len(decisions) == len(credits)
    assert sum(document["conversions"].values()) == pytest.approx(told["converting"], abs=1e-6)
    for order, row in zip(sorted(decisions, key=lambda each: (each.shop, each.order)), credits, strict=True):
        assert set(row["creators"]) == linear(order) == set(path_of(order))
        assert row["net"] == order.net == sum(row["amounts"]) or not row["creators"]
        assert sum(row["payable"]) == sum(share.amount for share in order.credits[0].shares)


def test_training_twice_changes_nothing(school: School) -> None:
    before = school.trained(), school.credits()
    assert (school.trained(), school.credits()) == before
    [known] = school.trainer.models()
    assert (known["version"], known["converting"]) == (before[0]["version"], before[0]["data"]["converting"])


def test_what_is_shown_sums_to_what_was_sold_in_the_window(school: School) -> None:
    half = Period(START, START + 15 * 86_400_000)
    for period in (MONTH, half):
        shown = school.trainer.model(school.trained(period=period)["version"])["credits"]
        sold = Counter[str]()
        for each in school.decisions():
            sold[each.currency] += each.net if period.holds(each.ordered_at) else 0
        for column in ("net", "payable"):
            assert {money: sum(row[column] for row in shown if row["currency"] == money) for money in sold} == sold
    assert len(school.trainer.models()) == 2


def test_the_engine_on_files_learns_the_same_of_the_same_paths(school: School, tmp_path: Path) -> None:
    """Told as files: the eligible touches of each order, which is a person; and every valid click of those who bought nothing."""
    document = school.trained()
    touches, sales = list(school.touches_without_a_sale()), []
    for order in (each for each in school.decisions() if MONTH.holds(each.ordered_at) and counts(each)):
        name = f"{order.shop}/{order.order}"
        took_part = (each for each in order.candidates if each.reason in ELIGIBLE)
        touches += [(name, each.at, f"{name}#{place:04}", each.creator or "") for place, each in enumerate(took_part)]
        sales.append((name, name, order.ordered_at, "1", "EUR"))
    told_touches = written(tmp_path / "touches.csv", "person,time,touch_id,channel", touches)
    told_sales = written(tmp_path / "sales.csv", "order_id,person,time,amount,currency", sales)
    learned = trained(read(Files(told_touches, told_sales, tmp_path / "m.json"), ignored, ignored), Training("markov"))
    told = {name: document["data"][name] for name in ("paths", "converting")}
    assert told == {name: learned["data"][name] for name in told}
    assert told["paths"] - told["converting"] > 50
    for part in ("removal_effects", "conversions", "fit"):
        assert learned[part] == document[part]


def test_nothing_to_learn_is_said_and_nothing_is_stored(school: School) -> None:
    with pytest.raises(BadChoice, match="nothing to learn"):
        school.trained(period=Period(0, START - 365 * 86_400_000))
    assert (school.trainer.models(), school.credits()) == ([], [])
    with pytest.raises(UnknownModel):
        school.trainer.model("markov@none")


def test_a_schedule_trains_once_in_its_days(school: School) -> None:
    school.clock = START + 33 * DAY_MS
    trainer = Trainer(school.warehouse, SETTINGS.model_copy(update={"train_every_days": 2}), school.tick)
    ends = []
    for _ in range(3):
        trainer.keep_up()
        ends.append({to_ms(one["until"]) % DAY_MS for one in trainer.models()})
        school.clock += DAY_MS
    assert [len(trainer.models()), *ends] == [2, {0}, {0}, {0}]
    assert {one["until"] - one["since"] for one in trainer.models()} == {timedelta(days=30)}


def test_a_process_that_is_to_stop_gives_up(school: School) -> None:
    stop = Stop()
    stop.set()
    school.trainer.run(stop)
    with pytest.raises(GivenUp):
        school.trained()
    assert school.trainer.models() == []
