"""Pages of a deputy's own households on the phone."""

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.people.own import own_deputy_or_404
from liaison.households.models import DeputyPair, Household
from liaison.visits import queries
from liaison.visits.models import VisitCampaign, VisitFinding, households_in, visited_in
from yunhe.accounts.decorators import deputy_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.audit.record import record
from yunhe.kit.asked import numbers


def _mine(request: Request, deputy: Deputy, *, shows: bool = False) -> HttpResponse:
    today = timezone.localdate()
    households = list(queries.due_for(deputy))
    first, last = queries.quarter_of(today)
    met = sum(1 for household in households if household.last_met and household.last_met >= first)
    campaigns = []
    for campaign in VisitCampaign.objects.running(today).select_related("area").order_by("ends_on", "pk"):
        own = {household.pk for household in households}
        wanted = own & set(households_in(campaign).filter(pk__in=own).values_list("pk", flat=True))
        done = set(visited_in(campaign).filter(household__in=wanted).values_list("household_id", flat=True))
        if wanted:
            campaigns.append((campaign, len(done), len(wanted)))
    context = {
        "deputy": deputy,
        "households": [
            (household, (today - household.last_met).days if household.last_met else None) for household in households
        ],
        "shows": shows,
        "findings": list(_findings(deputy)),
        "met": met,
        "quarter": (first, last),
        "campaigns": campaigns,
        "leader": DeputyPair.objects.open().filter(member=deputy).select_related("leader").first(),
        "members": DeputyPair.objects.open().filter(leader=deputy).select_related("member__residence__unit"),
    }
    return render(request, "liaison/households/my_households.html", context)


def _findings(deputy: Deputy) -> QuerySet[VisitFinding]:
    """Return what the deputy's visits have found lately, what the household can be told first."""
    found = VisitFinding.objects.filter(visit__deputy=deputy, concern__isnull=False).select_related("concern")
    return found.order_by(F("concern__told_on").desc(nulls_last=True), "-found_at", "-pk")[:8]


@reads(deputy_required)
def my_households(request: Request) -> HttpResponse:
    """Show the deputy's own households, those longest not visited first, names masked."""
    return _mine(request, own_deputy_or_404(request.user))


@writes(deputy_required)
def my_households_reveal(request: Request) -> HttpResponse:
    """Show names, phones and addresses of the own households; that they were looked at is recorded once."""
    deputy = own_deputy_or_404(request.user)
    number = queries.due_for(deputy).count()
    changes = {"户数": [None, number]}
    record("contacts.reveal_own", "查看本人联系户", deputy, by=request.user, changes=changes, areas=[deputy.origin])
    return _mine(request, deputy, shows=True)


def asked_households(request: Request) -> list[Household]:
    asked = set(numbers(request.POST if request.method == "POST" else request.GET, "household"))
    rows = Household.objects.visible_to(request.user).select_related("village__unit", "community__unit")
    found = list(rows.filter(pk__in=asked).order_by("village__path", "pk"))
    if len(found) != len(asked):
        raise Http404
    return found
