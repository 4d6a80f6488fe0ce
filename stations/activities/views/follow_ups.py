"""Pages of follow-ups: the list, one of them, its moves, a deputy's own."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from deputies.people.own import own_deputy_or_404
from stations.activities import policies, queries, workflow
from stations.activities.enums import FOLLOW_UP, FollowUpState
from stations.activities.forms import DropForm, FinishForm, FollowUpForm, ReopenForm
from stations.activities.models import Activity, FollowUp
from stations.activities.tables import FollowUpListing
from stations.activities.views.activities import ACTIVITIES, find_activity
from stations.activities.views.topics import find_topic
from yunhe.accounts.decorators import asks, deputy_required, opens, reads, staff_or_deputy_required, staff_required
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.areas.models import Area
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed
from yunhe.kit.words import full_day
from yunhe.trail.queries import history_of
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage

ASKS = {
    "finish": Ask(FinishForm, workflow.finish_follow_up, said="已登记完成。"),
    "drop": Ask(DropForm, workflow.drop_follow_up, said="已登记为不再跟进。"),
    "reopen": Ask(ReopenForm, workflow.reopen_follow_up, said="已重新跟进，责任人会收到通知。"),
}
SHOWN_DONE = 10


FOLLOW_UPS = ("后续事项", "activities:follow-up-list")

find_follow_up = in_scope(FollowUp.objects.with_sides(), "area__unit", "owner_area__unit", "topic")
follow_up_list = list_page(staff_required, FollowUpListing, "stations/activities/follow_up_list.html")


@reads(staff_or_deputy_required, find_follow_up)
def follow_up_detail(request: Request, follow_up: FollowUp) -> HttpResponse:
    user = request.user
    context = {
        "follow_up": follow_up,
        "actions": FOLLOW_UP.actions(follow_up, partial(policies.can_move_follow_up, user, follow_up), among=ASKS),
        "may_edit": is_allowed(policies.can_edit_follow_up, user, follow_up),
        "opens_activity": Activity.objects.visible_to(user).filter(pk=follow_up.activity_id).exists(),
        "history": history_of(follow_up, user),
        "is_staff": opens(staff_required, user),
    }
    return TemplateResponse(request, "stations/activities/follow_up_detail.html", context)


def _page(request: Request, title: str, area: Area, told: str = "", **page: Any) -> FormPage:
    """Return the form page of a follow-up that `area` gives."""
    note, wide = f"{area.full_name}交办{told}。一件事登记一条。", ("title", "detail")
    return FormPage(request, title, FollowUpForm, note=note, wide=wide, user=request.user, **page)


@asks(staff_required)
def follow_up_create(request: Request) -> HttpResponse:
    """Write down what is to be followed up; ?activity= or ?topic= name where it comes from, ?line= the line of the minutes."""
    pk, topic_pk = number(request.GET, "activity"), number(request.GET, "topic")
    topic = find_topic(request, topic_pk) if topic_pk is not None else None
    activity = topic.activity if topic else find_activity(request, pk) if pk is not None else None
    area = queries.giving_area(request.user, activity, topic)
    policies.can_add_follow_up(request.user, area, activity, topic)
    lines, chosen = queries.agreed_lines(activity) if activity else [], number(request.GET, "line")
    line = lines[chosen] if chosen is not None and chosen < len(lines) else ""
    source = topic or activity
    page = _page(
        request,
        "登记后续事项",
        area,
        f"，来自活动“{activity.title}”" if activity else "",
        of=source,
        crumbs=[ACTIVITIES, activity] if activity else [FOLLOW_UPS],
        before="stations/activities/_agreed_lines.html" if lines else "",
        context={"lines": lines, "source": f"topic={topic.pk}" if topic else f"activity={pk}"},
        initial={"title": line[:80], "detail": line if len(line) > 80 else ""},
    )

    def to(made: FollowUp) -> Any:
        return topic or (f"{activity.get_absolute_url()}#follow-ups" if activity else made)

    return page.run(
        lambda facts: workflow.add_follow_up(by=request.user, area=area, activity=activity, topic=topic, **facts),
        said=lambda made: f"已登记“{made.title}”，有账号的责任人会收到通知。",
        to=to,
    )


@asks(staff_required, find_follow_up, policies.can_edit_follow_up)
def follow_up_edit(request: Request, follow_up: FollowUp) -> HttpResponse:
    """Change an open follow-up."""
    crumbs = [FOLLOW_UPS, follow_up]
    page = _page(request, "修改后续事项", follow_up.area, of=follow_up, crumbs=crumbs, follow_up=follow_up)
    return page.does(workflow.edit_follow_up, said="已保存；期限或责任人有变的会收到通知。")


@asks(staff_or_deputy_required, find_follow_up)
def follow_up_move(request: Request, follow_up: FollowUp, verb: str) -> HttpResponse:
    """Finish, drop or take up again."""
    note = f"{follow_up.title} · {full_day(follow_up.due_on)}前 · {follow_up.owner_label}"
    return move_page(
        request, follow_up, verb, ASKS, machine=FOLLOW_UP, policy=policies.can_move_follow_up, note=note, is_single=True
    )


@reads(deputy_required)
def my_follow_ups(request: Request) -> HttpResponse:
    """Show the signed-in deputy what he has to do, the nearest day first, and what he has done."""
    deputy = own_deputy_or_404(request.user)
    mine = FollowUp.objects.filter(owner_deputy=deputy).select_related("area__unit", "activity")
    done = mine.filter(state=FollowUpState.DONE).order_by("-closed_on", "-pk")[:SHOWN_DONE]
    return TemplateResponse(request, "stations/activities/my_follow_ups.html", {"open": mine.open(), "done": done})
