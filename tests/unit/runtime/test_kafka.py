"""How clients reach Kafka."""

from pathlib import Path

from pydantic import SecretStr

from runtime.kafka import connection
from runtime.settings import Settings


def test_a_plain_connection_says_no_more_than_where() -> None:
    told = connection(Settings(kafka="a:1,b:2"))
    assert told["bootstrap_servers"] == ["a:1", "b:2"]
    assert not [name for name in told if name.startswith(("ssl", "sasl"))]


def test_a_secured_connection_checks_the_broker_and_names_itself() -> None:
    settings = Settings(
        kafka_security="SASL_SSL", kafka_ca_file=Path("/ca.pem"), kafka_username="u", kafka_password=SecretStr("p")
    )
    told = connection(settings)
    assert (told["ssl_cafile"], told["sasl_mechanism"]) == ("/ca.pem", "SCRAM-SHA-512")
    assert (told["sasl_plain_username"], told["sasl_plain_password"]) == ("u", "p")
    assert told.get("ssl_check_hostname", True)
