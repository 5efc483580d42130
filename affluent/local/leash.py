"""Becomes another program, on a leash: the kernel kills it the moment the process that started it is gone, even by SIGKILL.

python leash.py PARENT PROGRAM ARGUMENT… (Linux; elsewhere it only becomes the program). Imports nothing of ours, to be quick.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Take the leash, then look whether it is too late: the parent may have died before."""
    parent, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        sys.exit("the process that started this one is gone")
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted between the stack and its process


if __name__ == "__main__":
    main()
