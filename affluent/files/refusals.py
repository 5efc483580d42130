"""Why a run on files does not happen; each message is written for the person who typed the command."""


class BadFile(Exception):
    """A file that can't be read at all, or may not be written."""


class BadRows(Exception):
    """Some rows can't be used and nobody said where to keep them; nothing was written."""


class BadChoice(Exception):
    """An option that can't be followed; the message says what it takes."""
