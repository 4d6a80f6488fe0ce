"""What a verb or a job of beat has handed to the workers."""

from yunhe.jobs.models import Errand


def errands_of(task) -> list[list]:
    """Return the arguments of each errand of `task` that nobody has done yet, in their order."""
    return list(Errand.objects.filter(task=task.name).order_by("pk").values_list("arguments", flat=True))
