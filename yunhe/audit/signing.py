"""Signatures of the trail (HMAC-SHA-256). The keys are not in the database: who has only that can forge nothing."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

EVENT, SEAL, ANCHOR, WITNESS = "event", "seal", "anchor", "witness"  # what is signed: one is never taken for another
_ENCODER = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)  # sorted: jsonb does not keep the order of keys


@lru_cache(maxsize=32)
def _key(secret: str, kind: str) -> bytes:
    """Return the key for one kind of signature."""
    return hmac.digest(secret.encode(), f"yunhe audit {kind}".encode(), "sha256")


def encoded(content: Any) -> bytes:
    """Return `content` as the same bytes each time."""
    return _ENCODER.encode(content).encode()


def sign(kind: str, content: Any) -> str:
    """Return the signature (hex) of `content` by the newest of settings.AUDIT_KEYS."""
    return hmac.digest(_key(settings.AUDIT_KEYS[0], kind), encoded(content), "sha256").hex()


def is_signed(kind: str, content: Any, signature: str) -> bool:
    """Whether `signature` is that of `content` by any of settings.AUDIT_KEYS."""
    text = encoded(content)
    return any(
        hmac.compare_digest(hmac.digest(_key(secret, kind), text, "sha256").hex(), signature)
        for secret in settings.AUDIT_KEYS
    )


def plain_digest(content: Any) -> str:
    """Return the SHA-256 (hex) of `content`: how events were chained before there were keys."""
    return hashlib.sha256(encoded(content)).hexdigest()
