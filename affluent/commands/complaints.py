"""What went wrong, in one line for the person who typed the command, and the exit code that says so to a script."""

from typing import NamedTuple

import httpx
from kafka.errors import KafkaError
from pydantic import ValidationError
from pydantic_settings import SettingsError

from affluent.demo.kill import NotBack
from affluent.demo.refund import CannotRefund
from affluent.demo.running import NoDemo
from affluent.demo.shop.till import NotTold
from affluent.files.refusals import BadChoice, BadFile, BadRows
from affluent.local.broker import CannotFormat
from affluent.local.folder import AlreadyRunning
from affluent.local.jars import TamperedJar
from affluent.local.kafka_install import CannotInstall
from affluent.local.ports import PortTaken
from affluent.local.stack import StackFailed, StackStopped
from affluent.local.topics import OtherPartitions
from collector.spool import SpoolInUse
from dashboards.grafana.address import BadAddress
from dashboards.grafana.publisher import CannotPush
from events.money import BadMoney
from runtime.settings import MissingSetting
from warehouse.connect import BadWarehouse

FAILED, CANNOT = 1, 2
PLAIN = (
    AlreadyRunning, BadAddress, BadChoice, BadFile, BadMoney, BadRows, BadWarehouse, CannotFormat, CannotInstall, CannotPush,
    CannotRefund, MissingSetting, NoDemo, NotTold, OtherPartitions, PortTaken, SpoolInUse, TamperedJar,
)  # fmt: skip
"""Their messages are written for people."""


class Complaint(NamedTuple):
    says: str
    exit_code: int


def complaint_about(why: Exception) -> Complaint | None:
    """What to say of an error; None for one that nobody foresaw."""
    if isinstance(why, (NotBack, StackFailed, StackStopped)):
        return Complaint(str(why), FAILED)
    if isinstance(why, PLAIN):
        return Complaint(str(why), CANNOT)
    foreseen = _of_settings(why) or _of_others(why)
    return Complaint(foreseen, CANNOT) if foreseen else None


def _of_settings(why: Exception) -> str:
    if isinstance(why, ValidationError) and why.title == "Settings":
        return "; ".join(f"AFFLUENT_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in why.errors())
    if isinstance(why, SettingsError):
        return f"a setting (AFFLUENT_…) is not readable: {why}"
    return ""


def _of_others(why: Exception) -> str:
    if isinstance(why, KafkaError):
        return f"Kafka, where AFFLUENT_KAFKA says it is, can't be used: {why}"
    if isinstance(why, httpx.TransportError):
        url = why.request.url if why._request else "the address"  # noqa: SLF001 - asking `request` of an error without one raises
        return f"nothing answers at {url} ({why}): is it running? `affluent up` starts a local stack"
    if type(why) in (LookupError, TimeoutError):  # as runtime raises them, not KeyError and its like
        return str(why)
    return ""
