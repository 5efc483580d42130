import asyncio
from typing import Any

from collector.answers import MOST, Answers


class Line:
    """A transport that notes what is written in a diary of all."""

    def __init__(self, diary: list[Any]) -> None:
        self.gone = False
        self._diary = diary

    def is_closing(self) -> bool:
        return self.gone

    def write(self, answer: bytes) -> None:
        self._diary.append(answer)


def some() -> tuple[list[Any], Answers]:
    diary: list[Any] = []
    return diary, Answers(lambda: diary.append("kept"))


async def test_answers_of_one_turn_wait_until_what_is_behind_them_is_kept() -> None:
    diary, answers = some()
    line: Any = Line(diary)
    for answer in (b"1", b"2", b"3"):
        answers.give(line, answer)
    assert diary == []
    await asyncio.sleep(0)
    assert diary == ["kept", b"1", b"2", b"3"]
    answers.give(line, b"4")
    await asyncio.sleep(0)
    assert diary[4:] == ["kept", b"4"]


async def test_whoever_has_gone_is_not_written_to() -> None:
    diary, answers = some()
    first, second = Line(diary), Line(diary)
    transports: list[Any] = [first, second]
    for number, transport in enumerate(transports):
        answers.give(transport, b"%d" % number)
    first.gone = True
    await asyncio.sleep(0)
    assert diary == ["kept", b"1"]


async def test_a_shutdown_gives_them_at_once_and_once() -> None:
    diary, answers = some()
    line: Any = Line(diary)
    answers.give(line, b"1")
    answers.give_all()
    await asyncio.sleep(0)
    assert diary.count(b"1") == 1
    assert diary[:2] == ["kept", b"1"]


async def test_many_do_not_wait_for_the_last_of_them() -> None:
    diary, answers = some()
    line: Any = Line(diary)
    for number in range(MOST + 1):
        answers.give(line, b"%d" % number)
    assert diary == ["kept", *(b"%d" % number for number in range(MOST))]
    await asyncio.sleep(0)
    assert diary[MOST + 1 :] == ["kept", b"%d" % MOST]
