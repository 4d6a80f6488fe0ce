"""What an area keeps, alone or with the units of a team."""

from django.db import models

from yunhe.areas.models import Area


class Shared(models.Model):
    """Kept by `area` (or the field that `kept_by` names) and by both units of its team."""

    kept_by = "area"

    class Meta:
        abstract = True

    @property
    def managing_areas(self) -> list[Area]:
        """The area that keeps it, and the units of its team."""
        team = self.team  # type: ignore[attr-defined] every model that is shared names its team
        return [getattr(self, self.kept_by), *(team.areas if team else [])]
