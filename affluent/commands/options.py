"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DATA_VARIABLE = "AFFLUENT_DATA"
DEFAULT_DATA = Path(".affluent")

Data = Annotated[
    Path,
    typer.Option("--data", envvar=DATA_VARIABLE, file_okay=False, help="Folder of the local stack."),
]
"""`def command(data: Data = DEFAULT_DATA)`."""
