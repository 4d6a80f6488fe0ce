"""Pages of topics: the list, one of them with where it stands, its moves."""

from functools import partial

from django.http import HttpResponse
from django.template.response import TemplateResponse

from stations.activities import policies, queries, workflow
from stations.activities.enums import TOPIC
from stations.activities.forms import CloseForm, DiscussForm, StudyForm, SuperviseForm, TopicDropForm, TopicForm
from stations.activities.models import Activity, FollowUp, Topic
from stations.activities.panels import topic_pages
from stations.activities.tables import TopicListing
from yunhe.accounts.decorators import asks, opens, reads, staff_or_deputy_required, staff_required
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage

ASKS = {
    "study": Ask(StudyForm, workflow.study_topic),
    "discuss": Ask(DiscussForm, workflow.discuss_topic),
    "supervise": Ask(
        SuperviseForm, workflow.supervise_topic, hint="转入后，议定的事项办完一件登记一件；全部办完再办结。"
    ),
    "close": Ask(CloseForm, workflow.close_topic),
    "drop": Ask(TopicDropForm, workflow.drop_topic),
}


TOPICS = ("议题", "activities:topic-list")

find_topic = in_scope(
    Topic.objects.with_sides(),
    "area__unit",
    "activity__organising_area",
    "activity__team",
    "activity__station",
    "study_activity",
)
topic_list = list_page(staff_required, TopicListing, "stations/activities/topic_list.html")


@reads(staff_or_deputy_required, find_topic)
def topic_detail(request: Request, topic: Topic) -> HttpResponse:
    """Show one topic from study to conclusion, and what comes next."""
    user = request.user
    is_staff, may_edit = opens(staff_required, user), is_allowed(policies.can_edit_topic, user, topic)
    rows = topic.follow_ups.all() if is_staff else FollowUp.objects.visible_to(user).filter(topic=topic)
    context = {
        "topic": topic,
        "stages": queries.TOPIC_STAGES,
        "stage": queries.topic_stage(topic),
        "actions": TOPIC.actions(
            topic, partial(policies.can_move_topic, user, topic), among=ASKS, with_refused=may_edit
        ),
        "may_edit": may_edit,
        "follow_ups": rows.select_related("owner_area__unit", "owner_deputy").order_by("due_on", "pk"),
        "opens_activity": Activity.objects.visible_to(user).filter(pk=topic.activity_id).exists(),
        "panels": topic_pages.of(topic, user),
        "history": history_of(topic, user),
        "is_staff": is_staff,
    }
    return TemplateResponse(request, "stations/activities/topic_detail.html", context)


@asks(staff_required)
def topic_create(request: Request) -> HttpResponse:
    initial = {"team": number(request.GET, "team")}
    page = FormPage(request, "登记议题", TopicForm, crumbs=[TOPICS], user=request.user, initial=initial)
    said = "议题已登记。先组织学习，再议事。"
    return page.run(lambda facts: workflow.plan_topic(by=request.user, **facts), said=said)


@asks(staff_required, find_topic, policies.can_edit_topic)
def topic_edit(request: Request, topic: Topic) -> HttpResponse:
    crumbs = [TOPICS, topic]
    page = FormPage(request, "修改议题", TopicForm, of=topic, crumbs=crumbs, user=request.user, topic=topic)
    return page.does(workflow.edit_topic)


@asks(staff_required, find_topic)
def topic_move(request: Request, topic: Topic, verb: str) -> HttpResponse:
    """Move a topic on: study, discuss, supervise, close, drop."""
    return move_page(
        request,
        topic,
        verb,
        ASKS,
        machine=TOPIC,
        policy=policies.can_move_topic,
        crumbs=[TOPICS, topic],
        note=f"{topic.title} · {topic.month_label} · {topic.area.full_name}",
        is_single=True,
        user=request.user,
        topic=topic,
    )
