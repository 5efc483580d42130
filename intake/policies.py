"""Which policy an order is decided by: settled once, at the door, so that no worker's knowledge of the catalog matters."""

from events.catalog_book import CatalogBook


def policy_of(book: CatalogBook, shop: str, ordered_at: int) -> str:
    """`id@valid-from` of the shop's policy in force when the buyer ordered, as far as the catalog is known now; "": none.

    A version that is told later, backdated, changes nothing that has passed: history changes by replay alone.
    """
    found = book.as_of("policy", shop, ordered_at)
    return found.ref if found else ""
