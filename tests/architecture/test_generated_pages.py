"""The committed schemas, settings and metrics are what the code says today; `affluent docs` renews them."""

from pathlib import Path

from affluent.commands.docs import pages
from runtime.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def test_every_generated_page_is_fresh() -> None:
    stale = [name for name, text in pages().items() if not (DOCS / name).exists() or (DOCS / name).read_text() != text]
    assert stale == []


def test_no_schema_is_left_of_a_topic_that_is_gone() -> None:
    committed = {f"schemas/{path.name}" for path in (DOCS / "schemas").iterdir()}
    assert committed == {name for name in pages() if name.startswith("schemas/")}


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")] == []
