"""Keeping floods away from the public forms without an account and without a riddle for ordinary people.

Counts live in Redis for a while. The client's address is never stored: the key is a keyed fingerprint that changes every
day. Without Redis nothing is counted and everybody passes: a voter's concern is worth more than a quiet night.
"""

import logging
import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError

from yunhe.audit.client import client_ip
from yunhe.env import env
from yunhe.privacy import digest

logger = logging.getLogger(__name__)
SALT = "liaison.concerns.sum"
WORDS = "零一二三四五六七八九十"
AN_HOUR = 3600
#: sendings an hour after which one address, or one code, is asked a sum; where an address is stopped; wrong secrets
LIMITS = {
    "client_ask": env.int("CONCERN_CLIENT_ASK", default=6),
    "client_stop": env.int("CONCERN_CLIENT_STOP", default=60),
    "code_ask": env.int("CONCERN_CODE_ASK", default=120),
    "opens_a_minute": env.int("CONCERN_OPENS_A_MINUTE", default=600),
    "wrong_secrets": env.int("CONCERN_WRONG_SECRETS", default=10),
}


def client_key(request: HttpRequest) -> str:
    """Return today's fingerprint of the client's address."""
    address = client_ip(request) or "unknown"
    return digest(f"{timezone.localdate():%Y%m%d}|{address}", purpose="concern-client")[:32]


def count(kind: str, key: str, seconds: int = AN_HOUR, *, add: int = 1) -> int:
    """Count one more of `kind` for `key` within a window of `seconds` and return how many there are; 0 without Redis."""
    name = f"concern-{kind}-{key}"
    try:
        if not add:
            return int(cache.get(name, 0))
        cache.add(name, 0, seconds)
        return cache.incr(name, add)
    except (RedisError, ValueError, OSError):
        logger.warning("concerns: nothing counted, no Redis")
        return 0


@dataclass(frozen=True)
class Verdict:
    """What the guard says to one request: let it pass, ask a sum first, or stop for a while."""

    stopped: bool = False
    asks: bool = False


def look(request: HttpRequest, code_key: str, *, sending: bool) -> Verdict:
    """Count a page that is opened, or a form that is sent, and return what to do.

    code_key names the code or form. LIMITS hold for an hour: of one address, and of one code.
    """
    if not sending:
        return Verdict(stopped=not may_open(request))
    client = client_key(request)
    of_client, of_code = count("send", client), count("code", code_key)
    return Verdict(
        stopped=of_client > LIMITS["client_stop"], asks=of_client > LIMITS["client_ask"] or of_code > LIMITS["code_ask"]
    )


def may_open(request: HttpRequest) -> bool:
    """Count a form that is opened; return whether its address has not opened too many within a minute."""
    return count("open", client_key(request), 60) <= LIMITS["opens_a_minute"]


def is_guessing(request: HttpRequest, number: str, *, add: int = 0) -> bool:
    """Whether too many wrong secrets came from this address, all in all or for this number, within a quarter of an hour.

    What is tried from elsewhere does not count: nobody shuts a voter out, and a secret has 31^8 spellings.
    """
    limit = LIMITS["wrong_secrets"]
    client, tried = client_key(request), digest(number, purpose="concern-try")
    limits = {client: limit * 3, f"{client}-{tried}": limit}
    tries = {key: count("wrong", key, 900, add=add) for key in limits}
    return any(tries[key] > most for key, most in limits.items())


@dataclass(frozen=True)
class Sum:
    """A question in plain words, and its sealed answer."""

    question: str
    sealed: str


def new_sum() -> Sum:
    """Return a small addition that can be read aloud."""
    one, two = secrets.randbelow(8) + 1, secrets.randbelow(8) + 1
    return Sum(f"{WORDS[one]}加{WORDS[two]}等于几？", signing.dumps(one + two, salt=SALT))


def is_right(sealed: str, answer: str) -> bool:
    """Whether `answer` (digits or Chinese numerals) solves the sum; a sum is good for an hour."""
    try:
        expected = signing.loads(sealed[:200], salt=SALT, max_age=AN_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return answer.strip() in (str(expected), _in_words(expected))


def _in_words(number: int) -> str:
    return WORDS[number] if number <= 10 else f"十{WORDS[number - 10]}"
