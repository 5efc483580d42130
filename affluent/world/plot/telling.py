"""What the world tells, in its own words: clicks, orders, refunds, as plain dictionaries that the truth log keeps."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from affluent.world.plot.cast import Cast, Link, Shop

Told = dict[str, Any]
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
FIRST_CUSTOMER = 2**53 + 7  # ids that a float would round


@dataclass
class Person:
    """Somebody who shops at one shop, with the browsers they use; a guest has no customer id."""

    shop: Shop
    browsers: list[str]
    customer: str | None


@dataclass
class Teller:
    """Makes the dictionaries, and every id in them."""

    cast: Cast
    rng: Random
    count: int = field(default=0)

    def number(self) -> int:
        """A new number; what is told later has a greater one."""
        self.count += 1
        return self.count

    def browser(self) -> str:
        """A new browser's visitor id."""
        return f"{self.cast.prefix}visitor-{self.number()}"

    def person(self, browsers: int = 1, guest: bool = False) -> Person:
        """Somebody new."""
        customer = None if guest else str(FIRST_CUSTOMER + self.number())
        return Person(self.rng.choice(self.cast.shops), [self.browser() for _ in range(browsers)], customer)

    def click(self, browser: str | None, at: int, link: Link | None = None, late: int = 0, flags: tuple[str, ...] = ()) -> Told:
        """A click on a link (a random one), heard of `late` milliseconds after the usual moment."""
        link = link or self.rng.choice(self.cast.known_links)
        named = f"{self.cast.prefix}click-{self.number()}" if self.rng.random() < 0.8 else None
        return {
            "tells": "click", "id": named, "visitor": browser, "link": link.id, "slug": link.slug, "flags": list(flags),
            "at": at, "received": at + late + self.rng.randrange(40, 2 * SECOND),
        }  # fmt: skip

    def order(self, person: Person, at: int, browser: str | None = "", codes: tuple[str, ...] = (), **more: Any) -> Told:
        """An order of a random basket, bought in the person's (first) browser; None: nobody knows in which."""
        number = self.number()
        return {
            "tells": "order", "id": f"{self.cast.prefix}order-{number}-placed", "kind": "placed", "shop": person.shop.id,
            "order": str(5_000_000_000_000 + number), "at": at, "received": at + self.rng.randrange(100, 4 * SECOND),
            "ordered_at": at, "currency": person.shop.currency, "lines": self.basket(person.shop, bool(codes)),
            "codes": list(codes), "customer": person.customer,
            "visitor": person.browsers[0] if browser == "" else browser, "test": False, **more,
        }  # fmt: skip

    def basket(self, shop: Shop, discounted: bool) -> list[Told]:
        """One to three products, 10 % off with a code, and sometimes shipping."""
        lines = [self._product(shop, discounted) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        if self.rng.random() < 0.5:
            amount = self.rng.choice((490, 590, 790))
            lines.append(self._line(amount, kind="shipping", tax=amount * shop.vat // (100 + shop.vat)))
        return lines

    def gift_card(self) -> Told:
        """A gift card is money, not a product."""
        return self._line(self.rng.choice((2_500, 5_000, 10_000)), kind="gift_card")

    def product(self, shop: Shop, amount: int, discount: int = 0, quantity: int = 1) -> Told:
        """A product line at the shop's prices, minor units for all of the quantity."""
        return self._line(amount, discount=discount, tax=contained(amount - discount, shop.vat), quantity=quantity)

    def _product(self, shop: Shop, discounted: bool) -> Told:
        quantity = self.rng.choice((1, 1, 1, 2, 3))
        amount = self.rng.randrange(*shop.prices) * quantity
        return self.product(shop, amount, amount // 10 if discounted else 0, quantity)

    def _line(self, amount: int, discount: int = 0, tax: int = 0, kind: str = "product", quantity: int = 1) -> Told:
        number = str(13_000_000_000_000 + self.number())
        return {"line": number, "amount": amount, "discount": discount, "tax": tax, "kind": kind, "quantity": quantity}

    def again(self, order: Told, kind: str, after: int, late: int = 0, **changes: Any) -> Told:
        """The same order told again, `after` milliseconds later: paid, edited or cancelled."""
        at = order["at"] + after
        return order | {
            "id": f"{self.cast.prefix}order-{self.number()}-{kind}", "kind": kind, "at": at,
            "received": at + late + self.rng.randrange(100, 4 * SECOND), **changes,
        }  # fmt: skip

    def refund(self, order: Told, after: int, part: int = 1, late: int = 0, **changes: Any) -> Told:
        """One part of `part` equal parts of every product goes back; 1 is all of it."""
        at, number = order["at"] + after, self.number()
        return {
            "tells": "refund", "id": f"{self.cast.prefix}refund-{number}", "kind": "refund", "shop": order["shop"],
            "order": order["order"], "at": at, "received": at + late + self.rng.randrange(100, 4 * SECOND),
            "currency": order["currency"], "adjustment": 0,
            "lines": [_returned(line, part) for line in order["lines"]], **changes,
        }  # fmt: skip


def contained(amount: int, vat: int) -> int:
    """The VAT inside an amount, rounded to the nearest minor unit."""
    return (2 * amount * vat + 100 + vat) // (2 * (100 + vat))


def _returned(line: Told, part: int) -> Told:
    paid = line["amount"] - line["discount"]
    return {"line": line["line"], "amount": paid // part, "tax": line["tax"] // part, "kind": line["kind"]}
