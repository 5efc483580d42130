"""Every example payload is what the models and the committed JSON schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from affluent.commands.docs import schema_of
from events.decision import decode_decision, decode_late
from events.topics import ALL, ATTRIBUTIONS, BY_NAME, CHANGELOG, JOURNAL, LATE

EXAMPLES = sorted((Path(__file__).parents[3] / "events" / "examples").glob("*/*.json"))
DECODE = {ATTRIBUTIONS.name: decode_decision, LATE.name: decode_late}
NOT_JSON = {JOURNAL.name, CHANGELOG.name}


def example_id(path: Path) -> str:
    return f"{path.parent.name}: {path.stem}"


def schema(name: str) -> dict[str, Any]:
    found = schema_of(BY_NAME[name])
    assert found is not None
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=example_id)
def test_the_model_and_the_schema_accept_the_example(path: Path) -> None:
    topic, raw = BY_NAME[path.parent.name], path.read_bytes()
    Draft202012Validator(schema(topic.name)).validate(json.loads(raw))
    if topic.model is not None:
        again = topic.model.validate_json(topic.model.dump_json(topic.model.validate_json(raw)))
        assert again == topic.model.validate_json(raw)
    else:
        assert DECODE[topic.name](raw)


def test_every_topic_of_json_has_examples() -> None:
    shown = {path.parent.name for path in EXAMPLES}
    assert shown == {topic.name for topic in ALL} - NOT_JSON


@pytest.mark.parametrize("path", EXAMPLES, ids=example_id)
def test_schema_and_model_ask_for_the_same_fields(path: Path) -> None:
    topic, whole = BY_NAME[path.parent.name], json.loads(path.read_bytes())
    checked = Draft202012Validator(schema(topic.name))
    for name in whole:
        less = {key: value for key, value in whole.items() if key != name}
        assert checked.is_valid(less) == _readable(topic.name, less), name


def _readable(topic: str, body: dict[str, Any]) -> bool:
    raw = json.dumps(body).encode()
    model = BY_NAME[topic].model
    try:
        if model is None:
            DECODE[topic](raw)
        else:
            model.validate_json(raw)
    except ValueError:
        return False
    return True
