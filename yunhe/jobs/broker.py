"""The Redis transport of Celery, which lays a message that cannot be read aside instead of ending the worker."""

import logging
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis

logger = logging.getLogger(__name__)


class Channel(redis.Channel):
    """A channel that outlives what is no message: no JSON, or JSON without the parts of one."""

    def _brpop_read(self, **options: Any) -> Any:
        try:
            return super()._brpop_read(**options)  # type: ignore[misc]
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # it has been taken out of the queue: nothing repeats it
            logger.exception("a message in the queue could not be read and was dropped")
            return True


class Transport(redis.Transport):
    """The transport with that channel."""

    Channel = Channel


def use_it() -> None:
    """Let redis:// addresses lead here, in this process."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:Transport"
