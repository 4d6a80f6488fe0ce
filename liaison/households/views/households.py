"""Pages of households: list, file, entering, correcting, closing, and who keeps in touch."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from liaison.households import policies, workflow
from liaison.households.forms import CloseForm, EndForm, HouseholdForm, HouseholdPairForm
from liaison.households.models import Household, HouseholdPair
from liaison.households.tables import HouseholdListing
from liaison.visits import policies as visits_policies
from liaison.visits.models import VisitFinding
from yunhe.accounts.decorators import (
    asks,
    lists,
    office_required,
    opens,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record_view
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act

LIST = [("联系户", "households:household-list")]


PAIR_RELATED = ("deputy__origin", "deputy__residence", "household__village__unit", "household__community__unit")
find_household = in_scope(Household.objects, "village__unit", "community__unit")


@lists(staff_required)
def household_list(request: Request) -> HttpResponse:
    context = {
        "may_enter": is_allowed(policies.can_enter_household, request.user),
        "may_import": opens(office_required, request.user),
    }
    return HouseholdListing.of(request).answer(request, "liaison/households/household_list.html", context)


def _page(request: Request, household: Household, *, shows: bool = False) -> HttpResponse:
    user = request.user
    pairs = list(
        household.pairs.select_related("deputy__origin", "deputy__residence").order_by("ended_on", "-began_on", "-pk")
    )
    visits = household.visits.select_related("deputy").prefetch_related("companions").order_by("-on", "-pk")[:30]
    findings = VisitFinding.objects.visible_to(user).filter(visit__household=household)
    context = {
        "household": household,
        "shows": shows,
        "findings": list(findings.select_related("visit__deputy", "concern").order_by("-found_at", "-pk")[:20]),
        "visits": [(visit, is_allowed(visits_policies.can_undo_visit, user, visit)) for visit in visits],
        "may_log": bool(household.pairs.open().exists()) and not household.closed_on,
        "open_pairs": [
            (pair, is_allowed(policies.can_end_household_pair, user, pair)) for pair in pairs if pair.is_open
        ],
        "past_pairs": [pair for pair in pairs if not pair.is_open],
        "may_edit": is_allowed(policies.can_edit_household, user, household),
        "may_close": is_allowed(policies.can_close_household, user, household),
        "may_reveal": is_allowed(policies.can_reveal_household, user, household),
        "may_pair": not household.closed_on and is_allowed(policies.can_arrange, user, household),
        "close_form": CloseForm(),
        "end_form": EndForm(),
        "history": history_of(household, user),
    }
    return TemplateResponse(request, "liaison/households/household_detail.html", context)


@reads(staff_or_deputy_required, find_household)
def household_detail(request: Request, household: Household) -> HttpResponse:
    """Show one household, name, phone and address masked."""
    return _page(request, household)


@writes(staff_or_deputy_required, find_household, policies.can_reveal_household)
def household_reveal(request: Request, household: Household) -> HttpResponse:
    """Show name, phone and address in full; who looked is recorded."""
    record_view(household, "户主、电话、住址", by=request.user, areas=household.areas)
    return _page(request, household, shows=True)


@asks(staff_required)
def household_create(request: Request) -> HttpResponse:
    policies.can_enter_household(request.user)
    page = FormPage(request, "登记联系户", HouseholdForm, user=request.user, crumbs=LIST)
    said = "联系户已登记。接下来可以安排联系代表。"
    return page.run(lambda facts: workflow.enter_household(by=request.user, **facts), said=said)


@asks(staff_required, find_household, policies.can_edit_household)
def household_edit(request: Request, household: Household) -> HttpResponse:
    """Correct a household; the form shows personal data, so opening it is recorded like a look."""
    if request.method == "GET":
        record_view(household, "户主、电话、住址", by=request.user, areas=household.areas)
    crumbs = [*LIST, household]
    given = {"user": request.user, "household": household}
    page = FormPage(request, "修改联系户", HouseholdForm, of=household, crumbs=crumbs, **given)
    return page.does(workflow.edit_household, said="已保存，户籍地和现居住地都能看到。")


household_close = button(
    office_required,
    find_household,
    workflow.close_household,
    form=CloseForm,
    said="已停止登记，结对一并结束，以往记录保留。",
)


@asks(office_required, find_household)
def household_pair(request: Request, household: Household) -> HttpResponse:
    """Choose who keeps in touch: the first deputy, or another instead of the present one."""
    policies.can_arrange(request.user, household)
    has_deputy = household.pairs.open().exists()
    page = FormPage(
        request,
        "转交" if has_deputy else "结对",
        HouseholdPairForm,
        of=household,
        household=household,
        user=request.user,
        heading="转交其他代表" if has_deputy else "安排联系代表",
        note=f"{household.village.full_name} · 现居住 {household.place_label}",
        crumbs=[*LIST, household],
        submit="确定",
    )
    verb = workflow.transfer_household if has_deputy else workflow.pair_household
    return page.run(
        lambda facts: verb(household, facts["deputy"], by=request.user),
        said=lambda pair: f"已由{pair.deputy.name}代表联系这一户。",
        to=household,
    )


@writes(office_required, in_scope(HouseholdPair.objects, *PAIR_RELATED))
def pair_end(request: Request, pair: HouseholdPair) -> HttpResponse:
    if refusal := reason_against(policies.can_end_household_pair, request.user, pair):
        messages.error(request, refusal)
        return redirect(pair.household)
    form = EndForm(request.POST)
    return act(
        request,
        lambda: workflow.end_household_pair(pair, by=request.user, reason=form.cleaned_data["reason"]),
        said="结对已结束，这一户等待重新结对。",
        to=pair.household,
        form=form,
    )
