"""Which of these people a user sees."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yunhe.accounts.scope import scope_of
from yunhe.kit.lookups import among


class AssociateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People of an area of `user`, and members of a team that such an area leads or shares: both units of a team know whom it has."""
        scope = scope_of(user)
        member = self.model._meta.get_field("team_memberships").related_model
        mates = member.objects.in_force().filter(
            scope.q(member, "team__area", "team__partner"), associate__isnull=False
        )
        known = scope.ids("people of own teams", mates.order_by().values_list("associate", flat=True))
        return self.filter(scope.q(self.model, "area") | among("pk", known))

    def present(self):
        """Those who have not left."""
        return self.filter(left_on__isnull=True)

    def in_office(self, on=None):
        """Those who have not left and whose term, where it has an end, is not over."""
        day = on or timezone.localdate()
        return self.present().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def term_over(self, on=None):
        """Those whose term is over and who have neither been renewed nor left."""
        return self.present().filter(ends_on__lt=on or timezone.localdate())
