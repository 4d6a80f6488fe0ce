"""What a screen code carries beside the printed code: the 30-second window in which it is shown, sealed by the server.

A stamp is "<window in base 36>-<16 hex digits>". Nobody can make the next one, and nobody can use an old one for long.
"""

import hmac
import string
from datetime import datetime

from django.utils.crypto import salted_hmac

WINDOW = 30  # seconds that one code is shown
VALID = 90  # seconds after which a scan of it is refused
EARLY = 5  # seconds by which the clocks of screen, phone and server may differ
SALT = "stations.screens.stamp"
DIGITS = string.digits + string.ascii_lowercase


class StampError(Exception):
    """A stamp does not hold."""


class ForgedStampError(StampError):
    """The stamp was never made here."""


class ExpiredStampError(StampError):
    """The stamp was true, but its time has passed."""


def window_of(moment: datetime) -> int:
    """Return the number of the window that `moment` lies in."""
    return int(moment.timestamp()) // WINDOW


def stamp(token: str, window: int) -> str:
    return f"{_base36(window)}-{_mac(token, window)}"


def check(token: str, text: str, at: datetime) -> None:
    """Do nothing when `text` was shown for `token` within the 90 seconds before `at`.

    Raises ForgedStampError (never made here, or not shown yet) or ExpiredStampError.
    """
    number, _, mac = text.partition("-")
    try:
        window = int(number[:10], 36)
    except ValueError:
        raise ForgedStampError(text) from None
    if not hmac.compare_digest(mac.encode(), _mac(token, window).encode()):
        raise ForgedStampError(text)
    age = at.timestamp() - window * WINDOW
    if age < -EARLY:
        raise ForgedStampError(text)
    if age > VALID:
        raise ExpiredStampError(text)


def _mac(token: str, window: int) -> str:
    return salted_hmac(SALT, f"{token}:{window}", algorithm="sha256").hexdigest()[:16]


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
