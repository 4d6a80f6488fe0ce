"""Photos of a voter's form that has to be sent again: kept for half an hour, so that they need no second choosing.

They lie in the cache encrypted: whoever can read Redis sees no picture, and what somebody else has put there is not taken for one.
"""

import base64
import json

from django.core.cache import cache
from redis.exceptions import RedisError

from liaison.concerns import tickets
from yunhe.pictures import Picture
from yunhe.privacy import UnreadableSecretError, decrypt, encrypt

HALF_AN_HOUR = 1800
PLACE = "concern-photos"  # what the ciphertext is bound to, and how its key begins


def _key(nonce: str) -> str:
    return f"{PLACE}-{tickets.nonce_digest(nonce)}"


def keep(nonce: str, photos: list[Picture]) -> None:
    """Keep the photos of the form with this nonce, or forget those that are kept; without Redis they are chosen again."""
    rows = [[base64.b64encode(photo.data).decode(), photo.width, photo.height] for photo in photos]
    try:
        if rows:
            cache.set(_key(nonce), encrypt(json.dumps(rows), place=_key(nonce)), HALF_AN_HOUR)
        else:
            cache.delete(_key(nonce))
    except RedisError:
        return


def kept(nonce: str) -> list[Picture]:
    """Return the photos that are kept for the form with this nonce; none without Redis, and none that were not kept by us."""
    try:
        stored = cache.get(_key(nonce))
        rows = json.loads(decrypt(stored, place=_key(nonce))) if isinstance(stored, str) else []
    except (RedisError, UnreadableSecretError):
        return []
    return [Picture(base64.b64decode(data), width, height) for data, width, height in rows]
