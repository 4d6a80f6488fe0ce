"""Pages of topics: the list, one of them with where it stands, its moves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from stations.activities import policies, queries, workflow
from stations.activities.enums import TOPIC_TRANSITIONS, TOPIC_VERBS
from stations.activities.forms import TopicForm
from stations.activities.forms.topics import TOPIC_FORMS
from stations.activities.models import Activity, FollowUp, Topic
from stations.activities.tables import TopicListing
from yunhe.accounts.decorators import staff_or_deputy_required, staff_required
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.policies import Denied, is_allowed, reason_against
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of

MOVES = {
    "study": workflow.study_topic,
    "discuss": workflow.discuss_topic,
    "supervise": workflow.supervise_topic,
    "close": workflow.close_topic,
    "drop": workflow.drop_topic,
}


def find_topic(request: HttpRequest, pk: int) -> Topic:
    """Return a topic in scope, or 404."""
    related = ("area__unit", "team__area", "team__partner", "activity__organising_area", "activity__team")
    rows = Topic.objects.visible_to(request.user).select_related(*related, "activity__station", "study_activity")
    return get_object_or_404(rows, pk=pk)


@staff_required
@read_only
def topic_list(request: HttpRequest) -> HttpResponse:
    """List the topics in scope; ?team= narrows them to one."""
    return TopicListing.of(request).answer(request, "stations/activities/topic_list.html")


@require_safe
@staff_or_deputy_required
@read_only
def topic_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one topic from study to conclusion, and what comes next."""
    topic, user = find_topic(request, pk), request.user
    is_staff, may_edit = scope_of(user).has_role(*STAFF_ROLES), is_allowed(policies.can_edit_topic, user, topic)
    moves = [
        (verb, TOPIC_VERBS[verb], reason_against(policies.can_move_topic, user, topic, verb))
        for verb in (TOPIC_TRANSITIONS[topic.state] if may_edit else ())
    ]
    rows = topic.follow_ups.select_related("owner_area__unit", "owner_deputy").order_by("due_on", "pk")
    if not is_staff:
        rows = (
            FollowUp.objects.visible_to(user)
            .filter(pk__in=rows.values("pk"))
            .select_related("owner_area__unit", "owner_deputy")
        )
    context = {
        "topic": topic,
        "stages": queries.TOPIC_STAGES,
        "stage": queries.topic_stage(topic),
        "moves": moves,
        "may_edit": may_edit,
        "follow_ups": rows,
        "opens_activity": Activity.objects.visible_to(user).filter(pk=topic.activity_id).exists(),
        "history": history_of(topic, user),
        "is_staff": is_staff,
    }
    return TemplateResponse(request, "stations/activities/topic_detail.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def topic_create(request: HttpRequest) -> HttpResponse:
    """Put a topic on the list."""
    initial = {"team": request.GET.get("team")}
    form = TopicForm(request.POST if request.method == "POST" else None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            topic = workflow.plan_topic(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "议题已登记。先组织学习，再议事。")
            return redirect(topic)
    return TemplateResponse(request, "stations/activities/topic_form.html", {"form": form, "topic": None})


@require_http_methods(["GET", "POST"])
@staff_required
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a topic."""
    topic = find_topic(request, pk)
    policies.can_edit_topic(request.user, topic)
    form = TopicForm(request.POST if request.method == "POST" else None, user=request.user, topic=topic)
    if form.is_valid():
        try:
            workflow.edit_topic(topic, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "已保存。")
            return redirect(topic)
    return TemplateResponse(request, "stations/activities/topic_form.html", {"form": form, "topic": topic})


@require_http_methods(["GET", "POST"])
@staff_required
def topic_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Move a topic on: study, discuss, supervise, close, drop."""
    if verb not in MOVES:
        raise Http404
    topic = find_topic(request, pk)
    policies.can_move_topic(request.user, topic, verb)
    form = TOPIC_FORMS[verb](request.POST if request.method == "POST" else None, user=request.user, topic=topic)
    if form.is_valid():
        try:
            MOVES[verb](topic, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"{TOPIC_VERBS[verb]}：已保存。")
            return redirect(topic)
    return TemplateResponse(
        request, "stations/activities/topic_move.html", {"form": form, "topic": topic, "label": TOPIC_VERBS[verb]}
    )
