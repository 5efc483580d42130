"""What a process said last is shown to whoever wonders why it died."""

import json

from affluent.local.child import last_line


def test_the_last_line_without_terminal_codes(tmp_path):
    (tmp_path / "log").write_text("first\nsecond \x1b[31mred\x1b[0m\n\x1b[?25h\n\n")
    assert last_line(tmp_path / "log") == "second red"


def test_of_a_json_line_the_sentence(tmp_path):
    (tmp_path / "log").write_text(json.dumps({"at": "now", "says": "Kafka is away"}) + "\n")
    assert last_line(tmp_path / "log") == "Kafka is away"


def test_words_of_an_earlier_life_do_not_count(tmp_path):
    (tmp_path / "log").write_text("earlier\n")
    assert last_line(tmp_path / "log", since=8) == ""


def test_a_process_that_never_spoke(tmp_path):
    assert last_line(tmp_path / "log") == ""
