"""Where a running stack can be reached: DIR/endpoints.json, there only while every process is ready."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from affluent.local.folder import write_private

FILE = "endpoints.json"


class Endpoints(BaseModel):
    """Addresses, process ids and the token of one stack."""

    model_config = ConfigDict(frozen=True)

    broker: str
    """Bootstrap address of Kafka."""
    collector: str
    links: str
    """What tracked links begin with: the collector's public address, where one is set."""
    api: str
    page: str
    """The page's URL, with the token that signs a browser in."""
    metrics: dict[str, str]
    """Process to the URL of its metrics."""
    companions: dict[str, str] = {}
    """Companion to its URL."""
    token: str
    """A service token."""
    pids: dict[str, int]
    """Process to its id; new after each restart."""

    @classmethod
    def load(cls, data: Path) -> "Endpoints | None":
        """The endpoints of the stack on a data folder, None if none is ready there."""
        try:
            return cls.model_validate_json((data / FILE).read_bytes())
        except FileNotFoundError:
            return None

    def save(self, data: Path) -> None:
        """Publish them in one step."""
        write_private(data / FILE, self.model_dump_json(indent=2) + "\n")

    @staticmethod
    def withdraw(data: Path) -> None:
        """Nothing is ready here any more."""
        (data / FILE).unlink(missing_ok=True)
