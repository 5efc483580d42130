"""An order that a later telling makes too late, or another buyer's: what it had told its customers is taken back."""

from domain.attribution.customer import customer
from domain.attribution.entity import Said
from domain.attribution.heard import heard_of
from domain.attribution.order import order
from domain.attribution.rows import CustomerRow, OrderRow
from events.facts import Ordered
from events.messages import Devices, Envelope, Join
from events.moments import DAY_MS
from tests.unit.attribution.sale_parts import Sale, T, an_order

WORLD = Sale().world
LATENESS = WORLD.horizons.lateness


class Talk:
    """One order and its buyer `C`, each hearing what the other says."""

    def __init__(self) -> None:
        self.order, self.buyer = OrderRow(), CustomerRow(devices={}, orders={}, firsts={})
        self.joins: list[Join] = []

    def tell(self, event: Ordered) -> None:
        self.order.applied += 1
        self._carry(order(self.order, "o:s/o", event, False, WORLD))

    def _carry(self, said: Said) -> None:
        for each in said.sends:
            if isinstance(each.body, Join):
                self._join(each)

    def _join(self, sent: Envelope) -> None:
        assert isinstance(sent.body, Join)
        self.joins.append(sent.body)
        self.buyer.applied += 1
        for answer in customer(self.buyer, sent.key, sent.body, False, WORLD).sends:
            self.order.applied += 1
            self._carry(order(self.order, answer.key, answer.body, False, WORLD))

    def another_hears(self) -> Devices:
        """What an order placed a day later is told by the same buyer."""
        joined = Join("s/next", T + DAY_MS, (), "x", T + DAY_MS, T + DAY_MS)
        told = customer(self.buyer, "c:s/C", joined, False, WORLD).sends
        [body] = [each.body for each in told if each.key == "o:s/next"]
        assert isinstance(body, Devices)
        return body


TOO_LATE = T - WORLD.horizons.order_delay - 1


def test_an_order_that_turns_out_too_late_takes_back_its_browser_and_its_place() -> None:
    talk = Talk()
    talk.tell(an_order(customer="C", received=T))
    assert talk.buyer.orders["s/o"].devices == (("V", T),)
    talk.tell(an_order(customer="C", id="e1", received=T + 1, ordered_at=TOO_LATE))
    assert talk.joins[-1].withdrawn
    assert (talk.another_hears().devices, talk.another_hears().firsts) == ((), (("s/next", T + DAY_MS, T + DAY_MS),))


def test_one_that_was_in_time_after_all_joins_again() -> None:
    talk = Talk()
    talk.tell(an_order(customer="C", received=T))
    talk.tell(an_order(customer="C", id="e1", received=T + LATENESS, ordered_at=TOO_LATE))
    talk.tell(an_order(customer="C", id="e2", received=T - 1))  # told first, and read last: e1 was out of time for it
    assert [join.withdrawn for join in talk.joins] == [False, True, False]
    assert talk.another_hears().devices == (("V", T - 1),)


def test_a_customer_named_too_late_is_told_so_when_it_turns_out() -> None:
    talk = Talk()
    talk.tell(an_order(customer="C", received=T + LATENESS))
    talk.tell(an_order(id="e1", received=T - 1))
    assert talk.joins[-1].withdrawn
    assert talk.another_hears().devices == ()


def test_what_an_order_said_earlier_does_not_count_however_late_it_is_heard() -> None:
    talk = Talk()
    talk.tell(an_order(customer="C", received=T))
    talk.tell(an_order(customer="C", id="e1", received=T + 1, ordered_at=TOO_LATE))
    again = customer(talk.buyer, "c:s/C", talk.joins[0], False, WORLD)
    assert (again.sends, talk.buyer.orders["s/o"].withdrawn) == ((), True)


def test_a_time_of_order_told_after_the_allowed_lateness_moves_nothing() -> None:
    sale = Sale().told(an_order(received=T), an_order(id="e1", received=T + LATENESS + 1, ordered_at=TOO_LATE))
    assert heard_of(sale.row, WORLD)[:2] == (T, T)
    in_time = Sale().told(an_order(received=T), an_order(id="e1", received=T + LATENESS, ordered_at=TOO_LATE))
    assert heard_of(in_time.row, WORLD).too_late
