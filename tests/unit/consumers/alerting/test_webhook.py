"""What leaves for the webhook: signed so that any Standard Webhooks library can verify it, the same each time."""

import json

import httpx
import pytest
from pydantic import SecretStr

from consumers.alerting.webhook import NotTaken, Webhook, body_of, headers_of, webhook_of
from runtime.settings import MissingSetting, Settings
from tests.unit.performance.alert_parts import AT_ONCE, Looking, a_standing

SPECIMEN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""Of the specification of Standard Webhooks, with the signature below."""
URL = "http://receiver.example/alerts"

ALERT = Looking(AT_ONCE).at(a_standing())
assert ALERT


def webhook(secret: str) -> Webhook:
    built = webhook_of(Settings(alert_webhook_url=URL, alert_webhook_secret=SecretStr(secret)))
    assert built
    return built


def keys(secret: str) -> list[bytes]:
    return list(webhook(secret)._keys)


def answering(status: int, seen: list[httpx.Request] | None = None) -> Webhook:
    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return httpx.Response(status, headers={"location": "http://elsewhere.example"})

    built = webhook(SPECIMEN)
    built.close()
    built._client = httpx.Client(transport=httpx.MockTransport(answer))
    return built


def test_the_signature_is_that_of_the_specification() -> None:
    headers = headers_of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', keys(SPECIMEN))
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")


def test_while_secrets_rotate_each_signs() -> None:
    both = headers_of("id", 1, b"{}", keys(f"{SPECIMEN} a-plain-secret-of-26-bytes"))["webhook-signature"].split()
    alone = headers_of("id", 1, b"{}", keys("a-plain-secret-of-26-bytes"))["webhook-signature"]
    assert len(both) == 2
    assert both[1] == alone


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param("", id="none"),
        pytest.param("too-short", id="short"),
        pytest.param("whsec_AAAAAAAAAAAAAAAA", id="12 bytes in base64"),
        pytest.param("whsec_!!!!!!!!!!!!!!!!!!!!!!!!", id="no base64"),
        pytest.param(f"{SPECIMEN} short", id="one of two short"),
    ],
)
def test_without_a_good_secret_nothing_starts(secret: str) -> None:
    with pytest.raises(MissingSetting, match="AFFLUENT_ALERT_WEBHOOK_SECRET"):
        webhook(secret)


def test_without_an_address_there_is_no_webhook() -> None:
    assert webhook_of(Settings()) is None


def test_the_body_is_the_transition_as_it_stands_on_the_topic() -> None:
    body = json.loads(body_of(ALERT))
    assert (body["type"], body["timestamp"]) == ("alert.opened", body["data"]["recorded_at"])
    assert (body["data"]["expected_orders"], body["data"]["orders"], body["data"]["at_stake"]) == (15, 0, 120_000)


def test_a_second_attempt_has_the_same_id_and_body() -> None:
    seen: list[httpx.Request] = []
    receiver = answering(204, seen)
    receiver.tell(ALERT)
    receiver.tell(ALERT)
    one, other = seen
    assert one.headers["webhook-id"] == other.headers["webhook-id"] == ALERT.id
    assert one.content == other.content


@pytest.mark.parametrize("status", [301, 302, 400, 410, 429, 500, 503])
def test_anything_but_success_is_no_delivery_and_no_redirect_is_followed(status: int) -> None:
    seen: list[httpx.Request] = []
    with pytest.raises(NotTaken, match=str(status)):
        answering(status, seen).tell(ALERT)
    assert [request.url for request in seen] == [URL]


def test_a_receiver_that_is_not_there_is_no_delivery() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    receiver = answering(200)
    receiver._client = httpx.Client(transport=httpx.MockTransport(refuse))
    with pytest.raises(NotTaken, match="refused"):
        receiver.tell(ALERT)
