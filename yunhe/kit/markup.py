"""Putting many small pieces of HTML together. Django's format_html takes as long for one cell as the cell itself.

What it does is the same: what is safe stays as it is, everything else is escaped. The pieces of our own that stand around must
be constants of the program.
"""

from html import escape
from typing import Any

from django.utils.safestring import SafeString


def markup(value: Any) -> str:
    """Return `value` as HTML: what says that it is safe as it is, anything else escaped; None is the word None, as in format_html."""
    if type(value) is str:
        return escape(value)
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def safe(*pieces: str) -> SafeString:
    """Return the pieces, each of them HTML already, as one."""
    return SafeString("".join(pieces))
