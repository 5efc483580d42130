"""A tracked link leads to the brand and nowhere else, whatever a browser makes of its address."""

import pytest

from domain.destination import UnsafeDestination, around_click_id, browser_address, check_destination

HOSTS = ("shop.example", "localhost:8080")


@pytest.mark.parametrize(
    "destination",
    [
        "https://shop.example",
        "https://shop.example/serum?x=1#top",
        "https://SHOP.example/",
        "http://shop.example:80/",
        "https://shop.example:443/",
        "http://localhost:8080/",
        "https://shop.example/caf\u00e9",
    ],
)
def test_an_address_on_a_host_of_the_brand_is_safe(destination: str) -> None:
    check_destination(destination, HOSTS)


@pytest.mark.parametrize(
    "destination",
    [
        "",
        "/serum",
        "//shop.example/",
        "javascript:alert(1)//shop.example/",
        "ftp://shop.example/",
        "https:shop.example",
        "https:///shop.example",
        "https://evil.example/",
        "https://evil.example/shop.example",
        "https://evil.example?shop.example",
        "https://evil.example#shop.example",
        "https://shop.example.evil.example/",
        "https://evilshop.example/",
        "https://www.shop.example/",
        "https://shop.example./",
        "https://shop.example@evil.example/",
        "https://user:pw@shop.example/",
        "https://@shop.example/",
        "https://shop.example\\@evil.example/",
        "https://evil.example\\.shop.example/",
        "https:\\\\evil.example/",
        "https://shop.example:8443/",
        "https://shop.example:x/",
        "https://shop.example:99999/",
        "https://[shop.example]/",
        "https://[::1]/",
        "https://shop%2eexample/",
        "https://shop\u3002example/",
        "https://\uff53hop.example/",
        " https://shop.example/",
        "https://shop.example/a b",
        "https://shop.example/\r\nSet-Cookie: a=b",
        "https://shop.example/\x00",
        "https://sh\top.example/",
        "https://shop.example/\u2028",
    ],
)
def test_anything_else_is_refused(destination: str) -> None:
    with pytest.raises(UnsafeDestination):
        check_destination(destination, HOSTS)


def test_a_brand_that_lists_no_host_has_no_links() -> None:
    with pytest.raises(UnsafeDestination):
        check_destination("https://shop.example/", ())


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("https://shop.example", "https://shop.example?afl=ID"),
        ("https://shop.example/p", "https://shop.example/p?afl=ID"),
        ("https://shop.example/p?", "https://shop.example/p?afl=ID"),
        ("https://shop.example/p?a=1", "https://shop.example/p?a=1&afl=ID"),
        ("https://shop.example/p?a=1&", "https://shop.example/p?a=1&afl=ID"),
        ("https://shop.example/p?a=1&b=%20x+y#top", "https://shop.example/p?a=1&b=%20x+y&afl=ID#top"),
        ("https://shop.example/p#a?b=c", "https://shop.example/p?afl=ID#a?b=c"),
        ("https://shop.example/p?afl=old&a=1", "https://shop.example/p?a=1&afl=ID"),
        ("https://shop.example/p?aflx=1", "https://shop.example/p?aflx=1&afl=ID"),
        ("https://shop.example/caf\u00e9?q=\u00e9", "https://shop.example/caf%C3%A9?q=%C3%A9&afl=ID"),
    ],
)
def test_a_click_id_joins_the_query_that_is_there(destination: str, expected: str) -> None:
    before, after = around_click_id(destination, "afl")
    assert f"{before}ID{after}" == expected


def test_a_browser_is_sent_ascii() -> None:
    assert browser_address("https://shop.example/caf\u00e9").isascii()
