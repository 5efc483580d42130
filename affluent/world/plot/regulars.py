"""Customers of the history who come back live, in browsers that nobody has seen."""

from affluent.world.plot.cast import Cast
from affluent.world.plot.history import Batch
from affluent.world.plot.telling import Person


class Regulars:
    """Notices who bought."""

    def __init__(self, cast: Cast) -> None:
        self._shops = {shop.id: shop for shop in cast.shops}
        self._prefix = cast.prefix
        self.people: list[Person] = []
        self._known: set[str] = set()

    def notice(self, batch: Batch) -> None:
        """Remember the customers of a batch's orders."""
        for told in batch.told:
            customer = told.get("customer") if told["tells"] == "order" else None
            if customer and customer not in self._known:
                self._known.add(customer)
                browser = f"{self._prefix}back-{len(self._known)}"
                self.people.append(Person(self._shops[told["shop"]], [browser], customer))
