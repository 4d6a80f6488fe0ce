"""Which households, pairs and proposals a user sees."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery

from deputies.mandates.models import Mandate
from liaison.households.enums import ACCEPTABLE
from liaison.visits.enums import VisitOutcome
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import scope_of
from yunhe.areas.reach import lies_in
from yunhe.kit.lookups import among


def _related(model, name):
    """Return the default manager of the model at the other end of the relation `name`."""
    return model._meta.get_field(name).related_model.objects


class HouseholdQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Households whose home village or present community lies in a staff area of `user`; a deputy sees the own ones."""
        scope = scope_of(user)
        condition = scope.q(self.model, "village", "community")
        if scope.has_role(Role.DEPUTY):
            own = _related(self.model, "pairs").open().filter(deputy__user_id=user.pk)
            condition |= among("pk", scope.ids("own households", own.order_by().values_list("household", flat=True)))
        return self.filter(condition)

    def current(self):
        """Households that are still kept."""
        return self.filter(closed_on__isnull=True)

    def of_unit(self, unit):
        """Households whose home village lies in the unit (or county) `unit`."""
        return self.filter(lies_in("village", unit))

    def paired(self):
        """Households that a deputy keeps in touch with."""
        return self.filter(Exists(_related(self.model, "pairs").open().filter(household=OuterRef("pk"))))

    def unpaired(self):
        """Households that nobody keeps in touch with."""
        return self.exclude(Exists(_related(self.model, "pairs").open().filter(household=OuterRef("pk"))))

    def left_alone(self):
        """Households whose deputies no longer serve."""
        pairs = _related(self.model, "pairs").open().filter(household=OuterRef("pk"))
        serving = pairs.filter(deputy__mandates__in=Mandate.objects.acting())
        return self.filter(Exists(pairs)).exclude(Exists(serving))

    def met_since(self, day):
        """Households met by a deputy, in any of the four ways, on `day` or later."""
        return self.filter(Exists(self._met().filter(on__gte=day)))

    def never_met(self):
        """Households that no deputy has met yet."""
        return self.exclude(Exists(self._met()))

    def with_last_met(self):
        """Households with `last_met`, the day on which a deputy met them last, None for never."""
        return self.annotate(last_met=Subquery(self._met().order_by("-on").values("on")[:1]))

    def _met(self):
        return _related(self.model, "visits").standing().filter(household=OuterRef("pk"), outcome=VisitOutcome.MET)

    def doubled(self):
        """Households with more than one deputy."""
        pairs = _related(self.model, "pairs").open().filter(household=OuterRef("pk")).order_by().values("household")
        return self.filter(Exists(pairs.annotate(number=Count("pk")).filter(number__gt=1)))


class HouseholdPairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pairs of the households whom `user` may see."""
        return self.filter(household__in=_related(self.model, "household").visible_to(user))

    def open(self):
        """Pairs that have not ended."""
        return self.filter(ended_on__isnull=True)


class DeputyPairQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pairs of deputies elected or living in a staff area of `user`; a deputy sees the own ones."""
        scope = scope_of(user)
        led = scope.q(self.model, "member__origin", "member__residence", own="member__user")
        return self.filter(led | scope.q(self.model, "leader__origin", "leader__residence", own="leader__user"))

    def open(self):
        """Pairs that have not ended."""
        return self.filter(ended_on__isnull=True)


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Proposals of the units in which `user` is office staff."""
        return self.filter(scope_of(user).within("unit", Role.COUNTY_OFFICE, Role.OFFICE_STAFF))


class ProposalRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines of the proposals that `user` may see."""
        return self.filter(proposal__in=_related(self.model, "proposal").visible_to(user))

    def waiting(self):
        """Lines that would change something and have not been accepted."""
        return self.filter(change__in=ACCEPTABLE, taken_at__isnull=True, is_stale=False)
