import pytest
from starlette.datastructures import QueryParams

from dashboards.api.parameters import BadValue, parameters_of
from warehouse.named import Query

QUERY = Query("overview", "", {"since": "Int64", "brands": "Array(String)", "model": "String"}, cases="")


def test_a_list_is_said_by_repeating_its_parameter_and_empty_when_left_out() -> None:
    assert parameters_of(QUERY, QueryParams("model=linear&brands=a&brands=b")) == {"model": "linear", "brands": ["a", "b"]}
    assert parameters_of(QUERY, QueryParams("model=linear")) == {"model": "linear", "brands": []}


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_moment_is_milliseconds_or_iso_8601(name: str) -> None:
    for value in ("1000", "1970-01-01T00:00:01Z", "1970-01-01T01:00:01%2B01:00"):
        assert parameters_of(QUERY, QueryParams(f"{name}={value}"))[name] == "1000"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("until=tomorrow", "until: 'tomorrow' is no moment"),
        ("until=2026-01-01T00:00:00", "needs its offset"),
        ("model=linear&model=payable", "model is said 2 times"),
    ],
)
def test_a_value_that_can_not_be_is_refused(address: str, words: str) -> None:
    with pytest.raises(BadValue, match=words):
        parameters_of(QUERY, QueryParams(address))


def test_what_the_query_does_not_know_is_left_to_it() -> None:
    assert parameters_of(QUERY, QueryParams("drop=table"))["drop"] == "table"
