"""CoManagement (双向共管关系)."""

from django.urls import reverse

from liaison.joint_meetings.querysets import CoManagementQuerySet
from liaison.registration.models import Registration


class CoManagement(Registration):
    """Two units between which deputies move (双向共管关系): derived from the registrations, kept in no table of its own.

    It stands for the pair as the pair's first registration; take it from `objects.pairs()` and read only origin, residence and the
    annotated figures.
    """

    objects = CoManagementQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "双向共管关系"
        ordering = ["residence__order", "origin__order"]

    def __str__(self):
        return f"{self.origin.name}—{self.residence.name}"

    def get_absolute_url(self):
        """Return the address of the pair's page."""
        return reverse("joint_meetings:pair-detail", args=[self.origin_id, self.residence_id])
