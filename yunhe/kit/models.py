"""What models say again and again, in one line each: a rule with its sentence, one of a kind, the address of a thing.

class Meta:
    constraints = [
        unique("registration_one_open_a_deputy", "deputy", where=Q(state__in=OPEN_STATES), says="该代表已有一份未结束的档案。"),
        check("registration_between_two_units", ~Q(origin=F("residence")), "流出地和流入地不能是同一个单位。"),
    ]

class Registration(Addressed):
    page = "registration:registration-detail"
"""

from typing import ClassVar

from django.db import models
from django.urls import reverse


def check(name: str, condition: models.Q, says: str) -> models.CheckConstraint:
    """Return the rule that `condition` holds for every row; `says` is the sentence for who breaks it."""
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=says)


def unique(name: str, *fields: str, says: str = "", where: models.Q | None = None) -> models.UniqueConstraint:
    """Return the rule that no two rows (among those of `where`) agree in `fields`; `says` is the sentence for the second."""
    return models.UniqueConstraint(fields=fields, condition=where, name=name, violation_error_message=says or None)


class Addressed(models.Model):
    """Something with a page: `page` is the name of its address, `page_key` the field that the address takes.

    What is kept on the page of something else names that one's key: page_key = "team_id".
    """

    page: ClassVar[str]
    page_key: ClassVar[str] = "pk"

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse(self.page, args=[getattr(self, self.page_key)])
