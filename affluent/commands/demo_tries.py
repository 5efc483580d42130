"""What can be done to a running demo from another terminal: refund an order, kill a process."""

from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from affluent.commands.options import Data
from affluent.demo.figures import Accounts, Books
from affluent.demo.kill import kill_and_await
from affluent.demo.meanwhile import Verdict, adds_up, judge, mark, told_since
from affluent.demo.refund import CannotRefund, Clerk, Worth
from affluent.demo.running import running_demo
from affluent.demo.tries import DATA
from events.money import minor_units, plain

NO, MOST = 1, 20
PATIENCE_S = 60.0


def register(app: typer.Typer) -> None:
    """demo refund, demo kill."""
    app.command("refund")(refund)
    app.command("kill")(kill)


def refund(
    order: Annotated[str, typer.Argument(help="ORDER or SHOP/ORDER; the newest one bought in the demo's shop if left out.")] = "",
    amount: Annotated[str, typer.Option(help="How much of its net revenue, e.g. 20.00; all of it if left out.")] = "",
    data: Data = DATA,
) -> None:
    """Give back what an order was worth, by a signed webhook: what it changes to the cent. Exits with 1 if anything differs."""
    endpoints = running_demo(data)
    with closing(Accounts(endpoints)) as accounts:
        clerk = Clerk(data, endpoints, accounts)
        before = clerk.worth(order or clerk.newest())
        back = minor_units(amount, before.currency) if amount else before.net
        if not 0 < back <= before.net:
            raise CannotRefund(f"{_money(back, before)} can't be given back of {_money(before.net, before)}")
        after = clerk.await_decision(f"{before.shop}/{before.order}", clerk.give_back(before, back))
        books = accounts.settled_books(PATIENCE_S)
    tell_refund(Console(), before, after, books)
    if before.net - after.net != back or not adds_up(books):
        raise typer.Exit(NO)


def kill(
    process: Annotated[str, typer.Argument(help="streams, collector, intake, warehouse, broker or shop.")],
    data: Data = DATA,
) -> None:
    """SIGKILL to one process of the demo; shows it coming back, and what was told meanwhile. Exits with 1 if anything is lost."""
    endpoints = running_demo(data)
    if process not in endpoints.pids:
        raise typer.BadParameter(f"{process} is none of {', '.join(endpoints.pids)}")
    begin = mark(data)
    away = kill_and_await(data, process, typer.echo)
    with closing(Accounts(endpoints)) as accounts:
        verdict = judge(accounts, told_since(begin), PATIENCE_S)
    for line in kill_told(process, away, verdict):
        typer.echo(line)
    if not verdict.is_good:
        raise typer.Exit(NO)


def tell_refund(console: Console, before: Worth, after: Worth, books: Books) -> None:
    """The order before and after, and whether everything still adds up."""
    table = Table("", "before", "after", "change")
    for name, was, now in (("net revenue", before.net, after.net), ("commission", before.commission, after.commission)):
        table.add_row(name, *(_money(each, before) for each in (was, now, now - was)))
    console.print(f"Order {before.shop}/{before.order}, earned by {before.creator or 'nobody'}", highlight=False, soft_wrap=True)
    console.print(f"{before.sentence}", highlight=False, soft_wrap=True, markup=False)
    console.print(table)
    console.print(sums_told(books), highlight=False, soft_wrap=True)


def kill_told(process: str, away: float, verdict: Verdict) -> list[str]:
    """What was told while a process was away, and what became of it."""
    told = verdict.told
    return [
        f"{process} was away for {away:.1f} s; told meanwhile: {len(told.clicks)} clicks and {len(told.orders)} orders",
        *(f"  lost: {each}" for each in verdict.lost[:MOST]),
        *(f"  doubled: {each}" for each in verdict.doubled[:MOST]),
        f"{len(verdict.lost)} lost, {len(verdict.doubled)} doubled",
        sums_told(verdict.books),
    ]


def sums_told(books: Books) -> str:
    """Orders against decisions, and net revenue against what all models credit, in each currency by itself."""
    off: dict[str, int] = {}
    for by_currency in books["models"].values():
        for currency, sums in by_currency.items():
            off[currency] = off.get(currency, 0) + abs(sums["net"] - sums["credited"] - sums["unattributed"])
    money = ", ".join(f"{plain(amount, currency)} {currency}" for currency, amount in sorted(off.items()))
    equal = "=" if books["orders"] == books["decided"] else "≠"
    rest = "" if books["balanced"] else f"; {len(books['differences'])} differences, {books['pending']} still in flight"
    return f"{books['orders']:,} orders {equal} {books['decided']:,} decisions, difference {money}{rest}"


def _money(amount: int, worth: Worth) -> str:
    return f"{plain(amount, worth.currency)} {worth.currency}"
