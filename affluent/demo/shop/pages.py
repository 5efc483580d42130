"""The shop's pages as HTML: no script, nothing from anywhere else; what comes from outside is escaped."""

from collections.abc import Iterable
from html import escape

from affluent.demo.shop.goods import PRODUCTS, SHOP, Product
from affluent.demo.shop.ledger import Purchase
from affluent.world.plot.telling import contained
from events.money import plain

NAME = "Nordlicht"


def shelf(products: Iterable[Product], cart: str, click_id: str | None) -> str:
    """Everything that is for sale."""
    items = "".join(_item(product, cart) for product in products)
    return _document(
        "Everything for the dark season", f"<h1>Everything for the dark season</h1>{_came_from(click_id)}<ul>{items}</ul>"
    )


def thanks(purchase: Purchase, explained_at: str) -> str:
    """The order is made."""
    product = PRODUCTS[purchase.product]
    net = product.price - contained(product.price, SHOP.vat)
    return _document(
        f"Order #{purchase.number}",
        f'<h1>Thank you. Your order is <span class="number">#{purchase.number}</span></h1>'
        f"<p>{escape(product.name)}, {_money(product.price)}; {_money(net)} of it is net revenue, without VAT.</p>"
        f"{_came_from(purchase.click_id)}"
        f"<p>The shop has told affluent about order <code>{SHOP.id}/{purchase.id}</code> with a signed webhook. "
        "Within two seconds it is on the board:</p>"
        f'<p><a class="button" href="{escape(explained_at)}">Who earned this order?</a></p>'
        '<p><a href="/">Back to the shop</a></p>',
    )


def not_told(purchase: Purchase, cart: str, why: str) -> str:
    """The webhook failed; trying again tells of the same order."""
    return _document(
        "Not told yet",
        f"<h1>Your order #{purchase.number} is kept, but affluent does not know it yet</h1>"
        f'<p class="trouble" role="alert">{escape(why)}</p>'
        "<p>Trying again sends the same webhook once more, byte for byte: the order can't be counted twice. "
        "<code>affluent status</code> says which process is missing.</p>"
        f"{_form(cart, purchase.product, 'Try again', f'Tell of order #{purchase.number} again')}"
        '<p><a href="/">Back to the shop</a></p>',
    )


def nothing_here() -> str:
    """No such product or order."""
    return _document("Nothing here", '<h1>Nothing here</h1><p><a href="/">Back to the shop</a></p>')


def _document(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<title>{title} - {NAME}</title><link rel="stylesheet" href="/shop.css"><link rel="icon" href="data:,"></head>\n'
        f'<body><header><a href="/">{NAME}</a><span>a shop of the demo; nothing is sold here</span></header>'
        f"<main>{body}</main></body></html>\n"
    )


def _item(product: Product, cart: str) -> str:
    return (
        f"<li><h2>{escape(product.name)}</h2><p>{escape(product.words)}</p>"
        f'<p class="price">{_money(product.price)}</p>{_form(cart, product.id, "Buy", f"Buy {product.name}")}</li>'
    )


def _form(cart: str, product: str, label: str, said: str) -> str:
    return (
        f'<form method="post" action="/orders"><input type="hidden" name="cart" value="{escape(cart)}">'
        f'<input type="hidden" name="product" value="{escape(product)}">'
        f'<button type="submit" aria-label="{escape(said)}">{escape(label)}</button></form>'
    )


def _came_from(click_id: str | None) -> str:
    if click_id is None:
        return '<p class="cart">Your cart carries no click id: you came without a tracked link, and nobody is credited.</p>'
    return f'<p class="cart">Your cart carries the click id of the link you followed: <code>{escape(click_id)}</code></p>'


def _money(amount: int) -> str:
    return f"{plain(amount, SHOP.currency)} {SHOP.currency}"
