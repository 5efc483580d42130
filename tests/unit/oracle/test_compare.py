"""A decision that differs from the oracle's is found."""

from tests.oracle.compare import differences
from tests.oracle.truth import read
from tests.unit.oracle.truth_parts import T, decided


def test_one_cent_moved_is_named(log):
    log.click("c", "v", "l-ann", T - 1)
    log.order("o", T, visitor="v")
    must = decided(log)
    decision = {
        "shop": "shop", "order": "o", "currency": "EUR", "gross": 1000, "refunded": 0, "net": 1000, "reason": "won",
        "policy": "policy@1",
        "commissions": [{"amount": 80}],
        "candidates": [{"type": "click", "touch": "c", "reason": "won", "at": T - 1}],
        "credits": [
            {"model": model, "unattributed": 0, "shares": [
                dict(zip(("creator", "campaign", "collaboration", "content", "placement"), key, strict=True), amount=amount)
                for key, amount in shares.items()]}
            for model, shares in must.credits.items()
        ],
    }  # fmt: skip
    assert differences(read(log.path), [decision]) == []
    decision["credits"][2]["shares"][0]["amount"] -= 1
    decision["credits"][2]["unattributed"] += 1
    assert [line.split(":")[:2] for line in differences(read(log.path), [decision])] == [["shop/o", " first_touch"]] * 2
    decision["credits"][2]["shares"][0]["amount"] += 1
    decision["credits"][2]["unattributed"] -= 1
    decision["commissions"][0]["amount"] += 1
    assert differences(read(log.path), [decision]) == ["shop/o: commission is 81, must be 80"]
