"""What beat starts: each noun declares it above its own task.

@shared_task
@beat("activity-reminders", hour=8, minute=0)
def remind(on: str = "") -> int:
    day = day_of(on)
    return hand_over(Activity.objects.planned(day), tasks.remind_of_activity, day.isoformat())
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from celery.schedules import crontab
from django.utils import timezone

Task = TypeVar("Task", bound=Callable[..., Any])
schedule: dict[str, dict[str, Any]] = {}


def beat(name: str, *, seconds: int = 0, **when: int | str) -> Callable[[Task], Task]:
    """Let beat start the task that is decorated, below `shared_task`. when: as for crontab, in the local time zone.

    seconds: start it so often instead; what no worker has taken by the next time is then dropped.
    """

    def decorate(function: Task) -> Task:
        entry: dict[str, Any] = {"task": f"{function.__module__}.{function.__qualname__}"}
        schedule[name] = entry | (
            {"schedule": float(seconds), "options": {"expires": seconds}} if seconds else {"schedule": crontab(**when)}
        )
        return function

    return decorate


def day_of(on: str) -> date:
    """Return the day that a task is started for: ISO date `on`, today when it is empty."""
    return date.fromisoformat(on) if on else timezone.localdate()
