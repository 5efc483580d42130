"""The catalog as the warehouse holds it."""

from events.catalog import CATALOG, CatalogEntry, Code
from events.catalog_book import CatalogBook
from events.messages import CodeVersion
from intake.translation import code_envelope
from warehouse.connect import Warehouse


def read_book(warehouse: Warehouse) -> CatalogBook:
    """Every version that was ever told."""
    book = CatalogBook()
    for row in warehouse.select("replay/catalog"):
        book.add(CATALOG.validate_json(row["document"]))
    return book


def code_versions(book: CatalogBook) -> list[CodeVersion]:
    """The promo codes of a book, as the journal carries them."""
    return [body for entry in book if (body := _version(entry))]


def _version(entry: CatalogEntry) -> CodeVersion | None:
    body = code_envelope(entry).body if isinstance(entry, Code) else None
    return body if isinstance(body, CodeVersion) else None
