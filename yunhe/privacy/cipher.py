"""Encrypting, decrypting and fingerprinting of short texts."""

import base64
import hashlib
import hmac
import os
from contextlib import suppress
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PREFIX = "v2:"  # bound to its column
UNBOUND = "v1:"  # of earlier versions; `manage.py renew_secrets` binds it
NONCE_BYTES = 12


class UnreadableSecretError(Exception):
    """A stored value that none of the configured keys opens."""


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"yunhe-at-rest:" + key.encode()).digest())


@lru_cache(maxsize=16)
def _digest_key(key: str) -> bytes:
    return hashlib.sha256(b"yunhe-digest:" + key.encode()).digest()


def encrypt(text: str, *, place: str) -> str:
    """Return `text` encrypted with the newest key, bound to `place` ("table.column"); an empty text stays empty."""
    if not text:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + _cipher(settings.PRIVACY_KEYS[0]).encrypt(nonce, text.encode(), place.encode())
    return PREFIX + base64.b64encode(sealed).decode()


def decrypt(stored: str, *, place: str) -> str:
    """Return the plain text of `stored`, which was encrypted for `place`. Raises UnreadableSecretError when no key opens it there."""
    return _opened(stored, place)[0]


def is_current(stored: str, *, place: str) -> bool:
    """Whether `stored` is bound to `place` and encrypted with the newest key. Raises UnreadableSecretError as decrypt."""
    return not stored or (stored.startswith(PREFIX) and _opened(stored, place)[1] == settings.PRIVACY_KEYS[0])


def _opened(stored: str, place: str) -> tuple[str, str]:
    """Return the plain text and the key that opened it."""
    if not stored:
        return "", ""
    prefix = next((known for known in (PREFIX, UNBOUND) if stored.startswith(known)), "")
    if not prefix:
        raise UnreadableSecretError("不认识的加密格式")
    try:
        sealed = base64.b64decode(stored.removeprefix(prefix), validate=True)
    except ValueError as error:
        raise UnreadableSecretError("这个加密值不完整") from error
    bound = place.encode() if prefix == PREFIX else None
    for key in settings.PRIVACY_KEYS:
        with suppress(InvalidTag, ValueError):
            return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound).decode(), key
    raise UnreadableSecretError("没有能解开该数据的密钥，或它是别处的数据：请检查 PRIVACY_KEYS")


def digest(text: str, *, purpose: str) -> str:
    """Return a keyed fingerprint (64 hex) of `text` for equality search; "" for an empty text.

    It uses the oldest key, which must therefore stay in PRIVACY_KEYS when newer keys are put before it.
    """
    if not text:
        return ""
    return hmac.digest(_digest_key(settings.PRIVACY_KEYS[-1]), f"{purpose}:{text}".encode(), "sha256").hex()
