"""What people see while a run on files lasts: a bar on a terminal, and lines of text; all on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Advance = Callable[[str, int, int], None]
"""(what is done, how much of it, of how much; 0: nobody knows)."""
Say = Callable[[str], None]


@contextmanager
def progress() -> Iterator[tuple[Advance, Say]]:
    """Shows what is being done and how far it is; the bar is gone at the end, and never there where nobody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield (
            lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None),
            lambda words: console.print(words, soft_wrap=True, highlight=False, markup=False),
        )
