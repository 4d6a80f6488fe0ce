"""Pages of follow-ups: the list, one of them, its moves, a deputy's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from deputies.people.models import Deputy
from stations.activities import policies, queries, workflow
from stations.activities.enums import FOLLOW_UP_TRANSITIONS, FOLLOW_UP_VERBS, FollowUpState
from stations.activities.forms import DropForm, FinishForm, FollowUpForm, ReopenForm
from stations.activities.models import Activity, FollowUp, Topic
from stations.activities.tables import FollowUpListing
from stations.activities.views.activities import find_activity
from stations.activities.views.topics import find_topic
from yunhe.accounts.decorators import deputy_required, staff_or_deputy_required, staff_required
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of

MOVES = {
    "finish": (FinishForm, workflow.finish_follow_up, "已登记完成。"),
    "drop": (DropForm, workflow.drop_follow_up, "已登记为不再跟进。"),
    "reopen": (ReopenForm, workflow.reopen_follow_up, "已重新跟进，责任人会收到通知。"),
}
SHOWN_DONE = 10


def find_follow_up(request: HttpRequest, pk: int) -> FollowUp:
    """Return a follow-up in scope, or 404."""
    related = (
        "area__unit",
        "owner_area__unit",
        "owner_deputy__origin",
        "team__area",
        "team__partner",
        "topic",
        "activity__organising_area",
        "activity__team__area",
        "activity__team__partner",
    )
    return get_object_or_404(FollowUp.objects.visible_to(request.user).select_related(*related), pk=pk)


@staff_required
@read_only
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """List the follow-ups in scope; ?activity=, ?topic=, ?team= and ?deputy= narrow it to one."""
    return FollowUpListing.of(request).answer(request, "stations/activities/follow_up_list.html")


@require_safe
@staff_or_deputy_required
@read_only
def follow_up_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one follow-up, and what the user may do with it."""
    follow_up, user = find_follow_up(request, pk), request.user
    moves = [
        (verb, FOLLOW_UP_VERBS[verb])
        for verb in FOLLOW_UP_TRANSITIONS[follow_up.state]
        if is_allowed(policies.can_move_follow_up, user, follow_up, verb)
    ]
    context = {
        "follow_up": follow_up,
        "moves": moves,
        "may_edit": is_allowed(policies.can_edit_follow_up, user, follow_up),
        "opens_activity": Activity.objects.visible_to(user).filter(pk=follow_up.activity_id).exists(),
        "history": history_of(follow_up, user),
        "is_staff": scope_of(user).has_role(*STAFF_ROLES),
    }
    return TemplateResponse(request, "stations/activities/follow_up_detail.html", context)


def _giving_area(request: HttpRequest, activity: Activity | None, topic: Topic | None) -> Area:
    """Return the area for which the user adds a follow-up: the topic's, the organising side he works for, the own office."""
    scope = scope_of(request.user)
    if topic:
        return topic.area
    if activity:
        sides = [activity.organising_area, *(activity.team.areas if activity.team else [])]
        return next((area for area in sides if scope.is_staff_for(area)), activity.organising_area)
    return min(scope.areas(), key=lambda area: len(area.path or ""))


@require_http_methods(["GET", "POST"])
@staff_required
def follow_up_create(request: HttpRequest) -> HttpResponse:
    """Write down what is to be followed up; ?activity= or ?topic= name where it comes from, ?line= the line of the minutes."""
    number, topic_number = request.GET.get("activity", ""), request.GET.get("topic", "")
    topic = find_topic(request, int(topic_number)) if topic_number.isdigit() else None
    activity = topic.activity if topic else find_activity(request, int(number)) if number.isdigit() else None
    area = _giving_area(request, activity, topic)
    policies.can_add_follow_up(request.user, area, activity, topic)
    lines = queries.agreed_lines(activity) if activity else []
    chosen = request.GET.get("line", "")
    line = lines[int(chosen)] if chosen.isdigit() and int(chosen) < len(lines) else ""
    initial = {"title": line[:80], "detail": line if len(line) > 80 else ""}
    form = FollowUpForm(request.POST if request.method == "POST" else None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            source = {"area": area, "activity": activity, "topic": topic}
            follow_up = workflow.add_follow_up(by=request.user, **source, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"已登记“{follow_up.title}”，有账号的责任人会收到通知。")
            return redirect(topic or (f"{activity.get_absolute_url()}#follow-ups" if activity else follow_up))
    back = (topic or activity).get_absolute_url() if topic or activity else reverse("activities:follow-up-list")
    source_query = f"topic={topic.pk}" if topic else f"activity={number}"
    context = {"form": form, "activity": activity, "lines": lines, "area": area, "back": back, "follow_up": None}
    context["source"] = source_query
    return TemplateResponse(request, "stations/activities/follow_up_form.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def follow_up_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an open follow-up."""
    follow_up = find_follow_up(request, pk)
    policies.can_edit_follow_up(request.user, follow_up)
    posted = request.POST if request.method == "POST" else None
    form = FollowUpForm(posted, user=request.user, follow_up=follow_up)
    if form.is_valid():
        try:
            workflow.edit_follow_up(follow_up, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "已保存；期限或责任人有变的会收到通知。")
            return redirect(follow_up)
    context = {"form": form, "follow_up": follow_up, "lines": [], "area": follow_up.area}
    return TemplateResponse(
        request,
        "stations/activities/follow_up_form.html",
        {**context, "activity": None, "source": "", "back": follow_up.get_absolute_url()},
    )


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def follow_up_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Finish, drop or take up again."""
    if verb not in MOVES:
        raise Http404
    follow_up = find_follow_up(request, pk)
    policies.can_move_follow_up(request.user, follow_up, verb)
    form_class, move, said = MOVES[verb]
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            move(follow_up, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, said)
            return redirect(follow_up)
    context = {"form": form, "follow_up": follow_up, "label": FOLLOW_UP_VERBS[verb]}
    return TemplateResponse(request, "stations/activities/follow_up_move.html", context)


@require_safe
@deputy_required
@read_only
def my_follow_ups(request: HttpRequest) -> HttpResponse:
    """Show the signed-in deputy what he has to do, the nearest day first, and what he has done."""
    deputy = get_object_or_404(Deputy, user=request.user)
    mine = FollowUp.objects.filter(owner_deputy=deputy).select_related("area__unit", "activity")
    done = mine.filter(state=FollowUpState.DONE).order_by("-closed_on", "-pk")[:SHOWN_DONE]
    return TemplateResponse(request, "stations/activities/my_follow_ups.html", {"open": mine.open(), "done": done})
