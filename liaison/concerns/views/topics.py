"""Taking a topic of the month from a voter's concern."""

from django.http import HttpResponse

from liaison.concerns import forms, policies, workflow
from liaison.concerns.enums import LEFT_STATES
from liaison.concerns.models import Concern
from liaison.concerns.queries import alike_to
from liaison.concerns.workflow.steps import RELATED
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.web.forms.page import FormPage

find_concern = in_scope(Concern.objects, *RELATED, "topic__area", "topic__team")


@asks(office_required, find_concern, policies.can_take_up)
def concern_take_up(request: Request, concern: Concern) -> HttpResponse:
    """Put the concern under a topic that is there, or under a new one, with others that look like it."""
    near = [one.pk for one in alike_to(concern, request.user, limit=10)]
    alike = Concern.objects.filter(pk__in=near, topic=None).exclude(state__in=LEFT_STATES).select_related("place")
    page = FormPage(
        request,
        "列入议题",
        forms.TakeUpForm,
        of=concern,
        user=request.user,
        concern=concern,
        alike=alike.order_by("-created_at", "pk"),
        note=f"{concern.spoken_number} · {concern.short_title}。诉求照常办理；议题议定和监督的结果会显示在诉求和选民的查询页。",
        crumbs=[("群众诉求", concern)],
        submit="列入",
        is_single=True,
    )
    return page.does(workflow.take_up, said="已列入议题。先组织学习，再议事。", to=lambda topic: topic)


concern_leave_topic = button(office_required, find_concern, workflow.leave_topic, said="已移出议题。")
