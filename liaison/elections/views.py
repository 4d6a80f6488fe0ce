"""Pages of changes of term."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.mandates.models import CongressTerm
from liaison.elections import jobs, policies, workflow
from liaison.elections.enums import ChangeState, Outcome
from liaison.elections.forms import PrepareForm
from liaison.elections.models import Election, ElectionLine
from liaison.elections.tables import ElectionLineListing
from yunhe.accounts.decorators import office_required
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import is_allowed
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.querysets import within_q
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of


def _changes(request: HttpRequest):
    return Election.objects.visible_to(request.user).select_related("area", "old", "new")


def _terms_to_change(request: HttpRequest):
    """Return the newest terms that the user keeps and that have no change yet."""
    scope = scope_of(request.user)
    own = within_q("area", scope.paths(Role.OFFICE_STAFF)) & ~Q(area__kind=AreaKind.COUNTY)
    county = within_q("area", scope.paths(Role.COUNTY_OFFICE))
    terms = CongressTerm.objects.filter(own | county, change_after__isnull=True)
    later = CongressTerm.objects.filter(change_before__state__in=[ChangeState.PREPARING, ChangeState.RUNNING])
    return terms.exclude(pk__in=later).order_by("area__order", "area__code", "-number")


@require_safe
@office_required
@read_only
def change_list(request: HttpRequest) -> HttpResponse:
    """Show the changes of term in scope."""
    counted = _changes(request).annotate(
        line_count=Count("lines"),
        undecided=Count("lines", filter=Q(lines__outcome=Outcome.UNDECIDED)),
        staying=Count("lines", filter=Q(lines__outcome=Outcome.RE_ELECTED)),
        leaving=Count("lines", filter=Q(lines__outcome=Outcome.LEAVES)),
    )
    return render(request, "liaison/elections/change_list.html", {"changes": list(counted)})


@require_http_methods(["GET", "POST"])
@office_required
def change_create(request: HttpRequest) -> HttpResponse:
    """Prepare a change of term."""
    form = PrepareForm(request.POST if request.method == "POST" else None, terms=_terms_to_change(request))
    if form.is_valid():
        try:
            change = workflow.prepare(by=request.user, **form.cleaned_data)
        except workflow.ChangeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "换届已登记。请逐名确定连任还是离任，新当选的代表在换届后导入。")
            return redirect(change)
    return render(request, "liaison/elections/change_form.html", {"form": form})


@office_required
@read_only
def change_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a change: who stays, who leaves; done, the old term's volume."""
    change = get_object_or_404(_changes(request), pk=pk)
    numbers = change.lines.aggregate(
        all=Count("pk"),
        undecided=Count("pk", filter=Q(outcome=Outcome.UNDECIDED)),
        staying=Count("pk", filter=Q(outcome=Outcome.RE_ELECTED)),
        leaving=Count("pk", filter=Q(outcome=Outcome.LEAVES)),
        refused=Count("pk", filter=~Q(refusal="")),
    )
    context = {
        "change": change,
        "numbers": numbers,
        "may_begin": change.state == ChangeState.PREPARING
        and is_allowed(policies.can_take, request.user, change, "begin"),
        "may_go_on": change.state == ChangeState.RUNNING and is_allowed(policies.can_handle, request.user, change),
        "history": history_of(change, request.user),
    }
    return ElectionLineListing.of(request, change=change.pk).answer(
        request, "liaison/elections/change_detail.html", context
    )


@require_POST
@office_required
def decide(request: HttpRequest, outcome: str) -> HttpResponse:
    """Set what becomes of the ticked deputies."""
    wanted = [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 10]
    lines = ElectionLine.objects.visible_to(request.user).filter(pk__in=wanted)
    change = _changes(request).filter(lines__in=lines).distinct().first()
    if change is None:
        messages.warning(request, "请先勾选代表。")
        return redirect("elections:change-list")
    number = workflow.decide(change, wanted, by=request.user, outcome=outcome)
    messages.success(request, f"{number} 名代表已定为{Outcome(outcome).label}。")
    return redirect(change)


@require_POST
@office_required
def change_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the change, or go on with it, in a job."""
    change = get_object_or_404(_changes(request), pk=pk)
    if change.state == ChangeState.PREPARING and (added := workflow.top_up(change, by=request.user)):
        messages.error(request, f"登记以后又有 {added} 名代表列入本届，已补进名单，请先确定去留。")
        return redirect(change)
    try:
        job = jobs.start_change(change, by=request.user)
    except workflow.ChangeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(change)
    return redirect(job)
