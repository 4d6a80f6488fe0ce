"""Narrowing of the register. `visible_to` is the single answer to "which deputies may this person see"."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.querysets import within_q


def named_q(text: str, prefix: str = "") -> Q:
    """Return the condition that a deputy is called `text`: by name, former name, pinyin or initials.

    `prefix` is the relation to the deputy ("deputy") or "" for deputies themselves.
    """
    at = f"{prefix}__" if prefix else ""
    folded = text.lower()
    return (
        Q(**{f"{at}name__contains": text})
        | Q(**{f"{at}former_name__contains": text})
        | Q(**{f"{at}name_initials__startswith": folded})
        | Q(**{f"{at}name_pinyin__contains": folded})
    )


class DeputyQuerySet(models.QuerySet):
    """Deputies as sentences."""

    def visible_to(self, user):
        """Deputies whose origin or residence lies in a staff area of `user`; a deputy sees the own file."""
        scope = scope_of(user)
        condition = scope.q("origin", "residence")
        if scope.has_role(Role.DEPUTY):
            condition |= Q(user_id=user.pk)
        return self.filter(condition)

    def serving(self, level=None):
        """Deputies with a mandate that has not ended, of `level` if given."""
        mandates = self.model._meta.get_field("mandates").related_model.objects
        mandates = mandates.filter(deputy=OuterRef("pk"), ended_on__isnull=True)
        return self.filter(Exists(mandates.filter(level=level) if level else mandates))

    def living_elsewhere(self):
        """流动代表: deputies who live in another unit than the one they were elected in, or outside the county."""
        elsewhere = Q(residence__isnull=False) & ~Q(residence__unit=F("origin__unit"))
        return self.filter(elsewhere | (Q(residence__isnull=True) & ~Q(residence_outside="")))

    def living_elsewhere_in_county(self):
        """Deputies who live in another unit of the same county, so that a residence office can register them."""
        return self.filter(residence__unit__isnull=False).exclude(residence__unit=F("origin__unit"))

    def in_county_town(self):
        """Deputies who live in the county town (the streets; see Area.in_county_town)."""
        return self.filter(residence__in_county_town=True)


class MandateQuerySet(models.QuerySet):
    """Mandates as sentences."""

    def visible_to(self, user):
        """Mandates of the deputies whom `user` may see."""
        deputies = self.model._meta.get_field("deputy").related_model.objects
        return self.filter(deputy__in=deputies.visible_to(user))

    def serving(self):
        """Mandates that have not ended."""
        return self.filter(ended_on__isnull=True)

    def acting(self):
        """Mandates in force that are not suspended (代表法 61)."""
        return self.serving().filter(suspension="")

    def in_townships(self):
        """Mandates of deputies elected in towns and townships: the article's denominator of six townships."""
        return self.filter(deputy__origin__kind__in=TOWNSHIPS)


class TeamQuerySet(models.QuerySet):
    """Teams as sentences."""

    def visible_to(self, user):
        """Teams that an area of `user` leads, shares or is served by, or that have members from there; a deputy sees the own."""
        scope = scope_of(user)
        members = self.model._meta.get_field("members").related_model.objects.in_force().filter(team=OuterRef("pk"))
        concerned = scope.q("deputy__origin", "deputy__residence", "side")
        if scope.has_role(Role.DEPUTY):
            concerned |= Q(deputy__user_id=user.pk)
        served = self.model.served_areas.through.objects.filter(within_q("area", scope.paths()), team=OuterRef("pk"))
        return self.filter(scope.q("area", "partner") | Exists(members.filter(concerned)) | Exists(served))

    def managed_by(self, user):
        """Teams that an area of `user` leads or shares."""
        return self.filter(scope_of(user).q("area", "partner"))

    def standing(self):
        """Teams that have not been disbanded."""
        return self.filter(disbanded_on__isnull=True)


class TeamMemberQuerySet(models.QuerySet):
    """Memberships as sentences."""

    def visible_to(self, user):
        """Memberships of the teams that `user` may see."""
        teams = self.model._meta.get_field("team").related_model.objects
        return self.filter(team__in=teams.visible_to(user))

    def in_force(self):
        """Memberships that have not ended, of teams that stand."""
        return self.filter(left_on__isnull=True, team__disbanded_on__isnull=True)

    def of_deputy(self, deputy):
        """The memberships in force of one deputy, with team and its units loaded."""
        return self.in_force().filter(deputy=deputy).select_related("team__area", "team__partner").order_by("team")
