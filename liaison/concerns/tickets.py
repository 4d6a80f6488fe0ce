"""Number and secret of a concern (编号、查询码), and the tickets that make a second sending harmless.

A form carries a signed ticket with a random nonce. The secret is a keyed fingerprint of that nonce: the same form sent
twice finds the same concern and shows the same secret, and only a digest of it is kept.
"""

import secrets

from django.core import signing
from django.utils import timezone

from yunhe.privacy import digest

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # none that the eye confuses
SALT = "liaison.concerns.ticket"
A_DAY = 24 * 3600
LENGTH = 8  # 31^8, guessed at most ten times in a quarter of an hour
ANSWER_SALT = "liaison.concerns.answer"


def new_ticket(subject: str) -> str:
    """Return a signed ticket for one sending; subject names the form: "code-12", "echo-7", "desk-3"."""
    return signing.dumps([secrets.token_urlsafe(16), subject], salt=SALT)


def nonce_of(ticket: str, subject: str) -> str | None:
    """Return the nonce of a ticket that was made for `subject` within a day, None for any other."""
    try:
        nonce, given = signing.loads(ticket[:400], salt=SALT, max_age=A_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return nonce if given == subject else None


def secret_of(nonce: str) -> str:
    """Return the secret that belongs to a nonce, in two groups of four: h7k2-mmq9."""
    number, letters = int(digest(nonce, purpose="concern-secret"), 16), ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return f"{letters[:4]}-{letters[4:]}"


def fold(text: str) -> str:
    """Return number or secret as typed, without blanks, hyphens and capitals."""
    return "".join(character for character in text.lower() if character.isalnum())


def secret_digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return digest(fold(secret), purpose="concern-secret-kept")


def nonce_digest(nonce: str) -> str:
    """Return what is kept of a nonce."""
    return digest(nonce, purpose="concern-nonce")


def new_number() -> str:
    """Return year, month and six random digits: 2611384920. The caller tries again when it is taken."""
    return f"{timezone.localdate():%y%m}{secrets.randbelow(1_000_000):06d}"


def answer_ticket(concern_id: int, round_number: int) -> str:
    """Return the token of the form by which a unit without an account answers one assignment."""
    return signing.Signer(salt=ANSWER_SALT).sign(f"{concern_id}.{round_number}").replace(":", "~")


def read_answer_ticket(token: str) -> tuple[int, int] | None:
    """Return (concern id, round) of a token made by `answer_ticket`, None for any other."""
    try:
        concern_id, round_number = signing.Signer(salt=ANSWER_SALT).unsign(token.replace("~", ":")).split(".")
        return int(concern_id), int(round_number)
    except (signing.BadSignature, ValueError):
        return None
