"""What this app adds to a deputy's file: the dual-management file, the ledger, who the deputy keeps in touch with."""

from django.utils import timezone

from deputies.models import Deputy
from deputies.panels import Panel
from liaison.contacts.models import DeputyPair, Household, HouseholdPair
from liaison.contacts.policies import can_pair_in
from liaison.contacts.queries import quarter_of
from liaison.ledger.models import LedgerEntry
from liaison.registration.models import Registration
from liaison.registration.policies import reason_not_to_register
from yunhe.accounts.models import User
from yunhe.accounts.policies import is_allowed


def registration_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the deputy's files, newest first, or what to do when a deputy living elsewhere has none."""
    files = list(
        Registration.objects.visible_to(user)
        .filter(deputy=deputy)
        .select_related("origin", "residence", "community")
        .order_by("-created_at")
    )
    has_open = any(not file.ended_on for file in files)
    refusal = "已有档案" if has_open else reason_not_to_register(user, deputy)
    if not files and not deputy.is_living_elsewhere:
        return None
    return Panel("双向共管", "registration/_deputy_panel.html", {"files": files, "may_register": not refusal})


def ledger_panel(deputy: Deputy, user: User) -> Panel | None:
    """Return the deputy's last four ledger lines."""
    lines = list(
        LedgerEntry.objects.visible_to(user).filter(deputy=deputy).select_related("round").order_by("-round__half")[:4]
    )
    return Panel("半年台账", "ledger/_deputy_panel.html", {"lines": lines}) if lines else None


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
    return Panel("结对联系", "contacts/_deputy_panel.html", context)
