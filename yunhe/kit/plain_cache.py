"""What the cache holds: JSON and nothing else. Django's own way (pickle) would run whatever somebody has put into Redis."""

import json
from typing import Any


class PlainValues:
    """The serializer of the cache in the settings: numbers, texts, lists and dictionaries of them."""

    def dumps(self, value: Any) -> int | bytes:
        """Return what Redis keeps; a number stays a number, so that it can be counted on. Raises TypeError for anything else."""
        return value if type(value) is int else json.dumps(value, ensure_ascii=False).encode()

    def loads(self, data: bytes) -> Any:
        """Return the value; None, as for a key that is not there, for what is no JSON."""
        try:
            return json.loads(data)
        except ValueError:
            return None
