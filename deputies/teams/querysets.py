"""Which teams and members a user sees."""

from django.db import models

from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Teams that an area of `user` leads, shares or is served by, or that have members from there; a deputy sees the own."""
        scope = scope_of(user)
        member = self.model._meta.get_field("members").related_model
        concerned = scope.q(member, "deputy__origin", "deputy__residence", "side", own="deputy__user")
        joined = member.objects.in_force().filter(concerned).order_by().values_list("team", flat=True)
        served = self.model.served_areas.through.objects.filter(scope.within("area")).values_list("team", flat=True)
        known = {*scope.ids("teams joined", joined), *scope.ids("teams serving", served)}
        return self.filter(scope.q(self.model, "area", "partner") | among("pk", known))

    def managed_by(self, user):
        """Teams that an area of `user` leads or shares."""
        return self.filter(scope_of(user).q(self.model, "area", "partner"))

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
