"""Which teams and members a user sees."""

from django.db import models
from django.db.models import Exists, OuterRef

from yunhe.accounts.scope import scope_of
from yunhe.areas.querysets import within_q


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Teams that an area of `user` leads, shares or is served by, or that have members from there; a deputy sees the own."""
        scope = scope_of(user)
        members = self.model._meta.get_field("members").related_model.objects.in_force().filter(team=OuterRef("pk"))
        concerned = scope.q("deputy__origin", "deputy__residence", "side", own="deputy__user")
        served = self.model.served_areas.through.objects.filter(within_q("area", scope.paths()), team=OuterRef("pk"))
        return self.filter(scope.q("area", "partner") | Exists(members.filter(concerned)) | Exists(served))

    def managed_by(self, user):
        """Teams that an area of `user` leads or shares."""
        return self.filter(scope_of(user).q("area", "partner"))

    def standing(self):
        """Teams that have not been disbanded."""
        return self.filter(disbanded_on__isnull=True)


class TeamMemberQuerySet(models.QuerySet):
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
