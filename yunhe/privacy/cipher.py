"""Encrypting, decrypting and fingerprinting of short texts."""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PREFIX = "v1:"
NONCE_BYTES = 12


class UnreadableSecretError(Exception):
    """A stored value that none of the configured keys opens."""


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"yunhe-at-rest:" + key.encode()).digest())


@lru_cache(maxsize=16)
def _digest_key(key: str) -> bytes:
    return hashlib.sha256(b"yunhe-digest:" + key.encode()).digest()


def encrypt(text: str) -> str:
    """Return `text` encrypted with the newest key; an empty text stays empty."""
    if not text:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + _cipher(settings.PRIVACY_KEYS[0]).encrypt(nonce, text.encode(), None)
    return PREFIX + base64.b64encode(sealed).decode()


def decrypt(stored: str) -> str:
    """Return the plain text of `stored`. Raises UnreadableSecretError when no key opens it."""
    if not stored:
        return ""
    if not stored.startswith(PREFIX):
        raise UnreadableSecretError("不认识的加密格式")
    sealed = base64.b64decode(stored.removeprefix(PREFIX))
    for key in settings.PRIVACY_KEYS:
        try:
            return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()
        except InvalidTag:
            continue
    raise UnreadableSecretError("没有能解开该数据的密钥，请检查 PRIVACY_KEYS")


def digest(text: str, *, purpose: str) -> str:
    """Return a keyed fingerprint (64 hex) of `text` for equality search; "" for an empty text.

    It uses the oldest key, which must therefore stay in PRIVACY_KEYS when newer keys are put before it.
    """
    if not text:
        return ""
    return hmac.digest(_digest_key(settings.PRIVACY_KEYS[-1]), f"{purpose}:{text}".encode(), "sha256").hex()
