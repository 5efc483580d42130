"""Whoever types a command is told in one line what is wrong, by the name it has for them."""

import httpx
import pytest
from kafka.errors import KafkaConnectionError
from pydantic import ValidationError

from affluent.commands.complaints import complaint_about
from affluent.local.stack import StackFailed
from runtime.settings import MissingSetting, Settings


def _bad_setting() -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        Settings(partitions=0)
    return caught.value


@pytest.mark.parametrize(
    ("error", "says", "exit_code"),
    [
        pytest.param(MissingSetting("AFFLUENT_CLICK_SECRET must be set"), "AFFLUENT_CLICK_SECRET", 2, id="a missing secret"),
        pytest.param(_bad_setting(), "AFFLUENT_PARTITIONS: Input should be", 2, id="a setting out of range"),
        pytest.param(KafkaConnectionError(), "AFFLUENT_KAFKA", 2, id="an unreachable Kafka"),
        pytest.param(LookupError("topic x does not exist"), "topic x does not exist", 2, id="a missing topic"),
        pytest.param(StackFailed("intake ended"), "intake ended", 1, id="a process that can't be kept alive"),
        pytest.param(httpx.ConnectError("refused"), "affluent up", 2, id="a stack that is not running"),
    ],
)
def test_what_was_foreseen_is_one_line(error, says, exit_code):
    complaint = complaint_about(error)
    assert complaint is not None
    assert says in complaint.says
    assert "\n" not in complaint.says
    assert complaint.exit_code == exit_code


@pytest.mark.parametrize("bug", [KeyError("x"), ValueError("x"), AssertionError()])
def test_a_bug_keeps_its_trace(bug):
    assert complaint_about(bug) is None
