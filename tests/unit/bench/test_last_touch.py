from collections import Counter

import msgspec
import pytest

from bench.last_touch import Journey, records, settle
from bench.peers.contest import NotDone, refuse_wrong
from bench.peers.journey import KEPT
from bench.traffic.last_touch_work import PARTITIONS, Answer, Work, answers, as_bundles, make_work
from events.addressing import partition_of
from events.journal import decode_bundle
from streams.settle import Bundle

TOGETHER = 13


@pytest.fixture(scope="module")
def work() -> Work:
    return make_work(people=300, events=20_000, seed=5)


@pytest.fixture
def journal(work: Work) -> list[Bundle]:
    offsets = Counter[int]()
    bundles = []
    for home, raw in as_bundles([*work.histories, *work.events], 7):
        bundles.append(Bundle(home, offsets[home], decode_bundle(raw)))
        offsets[home] += 1
    return bundles


@pytest.fixture(autouse=True)
def results_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_RESULTS", "results")


def _settled(rows: dict, bundles: list[Bundle]) -> Counter[Answer]:
    said = Counter()
    for first in range(0, len(bundles), TOGETHER):
        done = settle(rows, bundles[first : first + TOGETHER], (), True)
        rows.update(done.rows)
        said.update(msgspec.json.decode(record.value, type=Answer) for record in records(done))
    return said


def test_the_worker_gives_the_independent_answer(work: Work, journal: list[Bundle]) -> None:
    refuse_wrong("worker", _settled({}, journal), answers(work))


def test_every_row_holds_the_newest_touches_in_order_of_time(work: Work, journal: list[Bundle]) -> None:
    rows: dict[str, bytes] = {}
    _settled(rows, journal)
    assert len(rows) == len(work.histories)
    for row in rows.values():
        touches = [msgspec.msgpack.decode(touch) for touch in Journey(row).touches]
        assert len(touches) == KEPT
        assert touches == sorted(touches)


def test_what_is_delivered_again_changes_no_row(journal: list[Bundle]) -> None:
    rows: dict[str, bytes] = {}
    _settled(rows, journal)
    assert settle(rows, journal[-TOGETHER:], (), True).rows == {}


def test_a_result_goes_to_the_partition_of_its_row(journal: list[Bundle]) -> None:
    for record in records(settle({}, journal, (), True)):
        assert record.key is not None
        assert partition_of(f"v:{record.key.decode()}", PARTITIONS) == record.partition


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([Answer("s1", "ann", 5)], id="one is missing"),
        pytest.param([Answer("s1", "ann", 5), Answer("s2", "bob", 7)], id="one is somebody else's"),
        pytest.param([Answer("s1", "ann", 5), Answer("s2", None, 7), Answer("s2", None, 7)], id="one is said twice"),
    ],
)
def test_a_contender_that_is_wrong_has_no_score(said: list[Answer]) -> None:
    right = Counter([Answer("s1", "ann", 5), Answer("s2", None, 7)])
    refuse_wrong("right", right, right)
    with pytest.raises(NotDone, match="hasty"):
        refuse_wrong("hasty", Counter(said), right)
