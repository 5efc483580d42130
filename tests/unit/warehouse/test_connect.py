from pathlib import Path

import pytest

from warehouse.connect import BadWarehouse, client_options, connect


def test_a_relative_directory_is_made_absolute() -> None:
    assert client_options("chdb://some/place")["path"] == str(Path("some/place").resolve())


def test_an_absolute_directory_stays() -> None:
    assert client_options("chdb:///var/lib/affluent") == {"interface": "chdb", "path": "/var/lib/affluent", "database": "default"}


def test_a_server_is_read_with_its_user_password_and_database() -> None:
    options = client_options("clickhouse://us%40er:p%3Aw@host:9999/affluent?secure=true")
    assert options == {
        "host": "host", "port": 9999, "username": "us@er", "password": "p:w", "database": "affluent", "secure": True,
    }  # fmt: skip


@pytest.mark.parametrize(("url", "port"), [("clickhouse://host", 8123), ("clickhouse://host?secure=1", 8443)])
def test_a_server_has_clickhouse_s_own_ports(url: str, port: int) -> None:
    assert client_options(url)["port"] == port


@pytest.mark.parametrize("url", ["", "postgres://host/db", "clickhouse:///db", "host:8123"])
def test_anything_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadWarehouse, match="AFFLUENT_WAREHOUSE must be"):
        connect(url)


def test_what_tells_a_warehouse_apart_holds_no_secret() -> None:
    assert connect("clickhouse://user:secret@host/db").place == "host/8123/db"
