"""What households add to a deputy's record."""

from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households.models import DeputyPair, Household, HouseholdPair
from liaison.households.policies import can_pair_in
from liaison.visits.queries import quarter_of
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel
from yunhe.kit.refusals import is_allowed


def contacts_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return whom the deputy keeps in touch with, in numbers; nothing for one without any pair."""
    own = HouseholdPair.objects.open().filter(deputy=deputy).values("household")
    households = Household.objects.current().visible_to(user).filter(pk__in=own)
    context = {
        "households": households.count(),
        "met": households.met_since(quarter_of(timezone.localdate())[0]).count(),
        "leader": DeputyPair.objects.open().filter(member=deputy).values_list("leader__name", flat=True).first(),
        "members": list(DeputyPair.objects.open().filter(leader=deputy).values_list("member__name", flat=True)),
        "may_arrange": is_allowed(can_pair_in, user, deputy.origin),
    }
    if not (context["households"] or context["leader"] or context["members"]):
        return None
    return Panel("结对联系", "liaison/households/_deputy_panel.html", context)
