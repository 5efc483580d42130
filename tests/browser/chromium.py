"""The Chromium of this machine. `python -m tests.browser.chromium` brings Debian's where that is allowed: `make test` does."""

import os
import shutil
import subprocess
import sys

from tests.contracts import missing

VARIABLE = "CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_S = 600


def chromium() -> str:
    """Its program; the test is skipped by name where there is none, with CI=true it fails."""
    return found() or missing(f"Chromium (Debian: apt-get install chromium; or set {VARIABLE} to its program)")


def found() -> str | None:
    """What the variable CHROMIUM names, else the first on the path; None if there is none."""
    named = os.environ.get(VARIABLE)
    return shutil.which(named) if named else next((path for name in NAMES if (path := shutil.which(name))), None)


def may_install() -> bool:
    """Debian, and somebody who may change it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and not os.environ.get(VARIABLE)


def install() -> None:
    """Debian's, as apt fetches and checks it; a fresh image knows no packages, an old list names some that are gone."""
    if not _apt("install", "--yes", "--no-install-recommends", "chromium"):
        _apt("update")
        _apt("install", "--yes", "--no-install-recommends", "chromium")


def _apt(*words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "--quiet", "--option", "DPkg::Lock::Timeout=120", *words]
    try:
        return subprocess.run(command, env=environment, stdout=sys.stderr, timeout=INSTALL_S, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


if __name__ == "__main__":
    if not found() and may_install():
        print("installing Debian's Chromium for the browser tests (about 100 MB)", flush=True)
        install()
    print(f"browser tests use {found() or 'nothing: no Chromium here, they will be skipped'}")
