from importlib.resources import files

from warehouse import named

PARTS = sorted(entry.name.removesuffix(".sql") for entry in (files("warehouse") / "queries" / "parts").iterdir())
ASKING = [
    *named.names(),
    "alerting/scopes",
    "alerting/orders_of_late",
    "replay/orders",
    "replay/clicks",
    "replay/refunds",
    "training/visits",
    *(
        f"settle/{name}"
        for name in (
            "orders",
            "sums",
            "wholes",
            "reach",
            "clicked",
            "step_orders",
            "costs",
            "clicks",
            "added",
            "floors",
            "above",
            "stored",
        )
    ),
    *(
        f"settle/{name}"
        for name in ("orders_since", "orders_before", "clicks_since", "clicks_before", "owners", "links", "currencies", "latest")
    ),
]


def test_a_query_is_one_statement_without_a_part_left_in_it() -> None:
    assert [name for name in ASKING if "@" in named.load(name).sql or "$" in named.load(name).sql] == []


def test_a_query_takes_the_parameters_of_its_parts() -> None:
    assert {"since", "until", "brands", "campaigns", "creators", "currency", "model"} == set(named.load("overview").parameters)


def test_every_part_is_used() -> None:
    everything = [
        file.read_text()
        for name in ("", "parts", "alerting", "reconcile", "replay", "settle", "training")
        for file in sql_files(name)
    ]
    assert [part for part in PARTS if not any(f"@{part}(" in sql for sql in everything)] == []


def sql_files(folder: str) -> list:
    return [entry for entry in (files("warehouse") / "queries" / folder).iterdir() if entry.name.endswith(".sql")]


def test_no_mark_of_a_case_is_left_in_a_query() -> None:
    assert [name for name in ASKING if named.CASE.search(named.load(name).sql) or ":*/" in named.load(name).asked({})] == []


def test_what_has_no_effect_is_not_asked() -> None:
    overview = named.load("overview")
    everybody = {"brands": [], "campaigns": [], "creators": [], "model": "payable"}
    assert "arrayJoin(shops)" not in overview.asked(everybody)
    assert "arrayJoin(shops)" in overview.asked(everybody | {"brands": ["acme"]})
    assert "paid_campaign" in overview.asked(everybody)
    assert "paid_campaign" not in overview.asked(everybody | {"model": "linear"})


def test_where_nothing_is_chosen_nothing_is_looked_for() -> None:
    everybody: dict[str, list[str]] = {"brands": [], "campaigns": [], "creators": []}
    by_model = named.load("by_model")
    assert "if(mask = 0, 0, amount)" not in by_model.asked(everybody)
    assert all("if(mask = 0, 0, amount)" in by_model.asked(everybody | {one: ["some"]}) for one in everybody)


def test_what_nobody_chose_is_said_shorter() -> None:
    everybody: dict[str, list[str]] = {"brands": [], "campaigns": [], "creators": []}
    overview = named.load("overview")
    assert "NULL AS target_roas" not in overview.asked(everybody | {"campaigns": ["autumn"]})
    assert "NULL AS target_roas" in overview.asked(everybody)
    assert "aim.chosen" not in overview.asked(everybody)


def test_unknown_values_leave_a_query_whole() -> None:
    overview = named.load("overview")
    assert overview.asked({}) == named.COMMENT.sub("", overview.sql)


def test_a_model_is_read_from_its_own_columns() -> None:
    everybody: dict[str, object] = {"brands": [], "campaigns": [], "creators": [], "model": "linear"}
    asked = named.load("by_creator").asked(everybody)
    assert "parts.linear" in asked
    assert "parts.time_decay" not in asked
    assert "paid_creator" not in asked


def test_an_unknown_model_is_nobodys_columns() -> None:
    unknown: dict[str, object] = {"brands": [], "campaigns": [], "creators": [], "model": "guessed"}
    assert not named.nothing_chosen(unknown)
    assert "parts.linear" not in named.load("by_creator").asked(unknown)


def test_sums_made_ahead_take_the_place_of_everything_that_they_hold() -> None:
    everybody: dict[str, object] = {"brands": [], "campaigns": [], "creators": [], "model": "linear"}
    ahead = named.load("by_creator").asked(everybody, frozenset({named.UNSETTLED}))
    assert "settled_figures" in ahead
    assert not [table for table in ("credits FINAL", "FROM costs", "FROM clicks", "owners") if table in ahead]
    assert "settled_figures" not in named.load("by_creator").sql


def test_a_query_says_what_it_needs_of_what_came_since() -> None:
    names = ("overview", "by_campaign", "by_creator", "by_content", "over_time", "by_model", "by_model_creator", "coverage")
    since = {name: named.load(name).since for name in (*names, "latest_orders", "options")}
    assert since == {
        "overview": ("since_day",),
        "by_campaign": ("since_campaign",),
        "by_creator": ("since_creator",),
        "by_content": ("since_content",),
        "over_time": ("since_day",),
        "by_model": ("since_day_models",),
        "by_model_creator": ("since_creator_total_models",),
        "coverage": ("since_came",),
        "latest_orders": ("since_latest",),
        "options": (),
    }
