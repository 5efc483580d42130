"""The simulated world's live phase."""

from collections import Counter

from affluent.world.clock import WorldClock
from affluent.world.plot.acts import Visit, Webhook
from affluent.world.plot.cast import cast
from affluent.world.plot.living import PAUSE, Crowd
from affluent.world.plot.telling import Person


def acts(seed: int, number: int = 1500, every_ms: int = 50):
    shop = cast().shops[0]
    crowd = Crowd(cast(), seed, [Person(shop, [f"back-{n}"], str(n)) for n in range(20)])
    return [crowd.act(n * every_ms) for n in range(number)]


def test_the_same_seed_acts_the_same():
    assert repr(acts(1)) == repr(acts(1)) != repr(acts(2))


def test_everything_happens_live():
    happened = acts(3)
    assert set(Counter(type(act).__name__ for act in happened)) == {"Visit", "Webhook", "Repeat", "Hostile"}
    told = [act.told for act in happened if isinstance(act, Webhook)]
    assert {one["kind"] for one in told} == {"placed", "paid", "edited", "cancelled", "refund"}
    assert {act.agent for act in happened if isinstance(act, Visit)} >= {"phone", "app", "crawler", "silent", "prefetch"}
    assert {act.carries for act in happened if isinstance(act, Webhook)} == {"note", "landing", "nothing"}


def test_tellings_of_one_order_are_seconds_apart_because_shops_write_whole_seconds():
    last: dict[str, int] = {}
    for act in acts(4):
        if isinstance(act, Webhook):
            order = act.told["order"]
            assert act.at >= last.get(order, act.at - PAUSE) + PAUSE
            last[order] = act.at


def test_nobody_buys_in_a_browser_that_never_clicked():
    clicked = set()
    for act in acts(5):
        if isinstance(act, Visit):
            clicked.add(act.browser)
        if isinstance(act, Webhook) and act.browser:
            assert act.browser in clicked


def test_being_held_up_delays_what_follows_instead_of_hurrying_it():
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    clock = WorldClock(lambda: now[0], sleep)
    clock.wait_for(1000)
    now[0] = 11.0
    clock.wait_for(2000)
    clock.wait_for(4500)
    assert slept == [1.0, 2.5]
