"""What beat starts: each noun declares it above its own task.

@shared_task
@beat("ledger-rounds", hour=6, minute=0)
def open_due_rounds() -> int: ...
"""

from collections.abc import Callable
from typing import Any, TypeVar

from celery.schedules import crontab

Task = TypeVar("Task", bound=Callable[..., Any])
schedule: dict[str, dict[str, Any]] = {}


def beat(name: str, **when: int | str) -> Callable[[Task], Task]:
    """Let beat start the task that is decorated, below `shared_task`. when: as for crontab, in the local time zone."""

    def decorate(function: Task) -> Task:
        schedule[name] = {"task": f"{function.__module__}.{function.__qualname__}", "schedule": crontab(**when)}
        return function

    return decorate
