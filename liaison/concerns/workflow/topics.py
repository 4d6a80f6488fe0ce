"""Taking a topic of the month from voters' concerns (元和 代表来了: 议题从群众中来), and letting a concern go again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from liaison.concerns import policies
from liaison.concerns.models import Concern
from liaison.concerns.workflow.steps import RELATED
from stations.activities.models import Topic
from stations.activities.workflow import plan_topic
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb

ROWS = Concern.objects.select_related(*RELATED, "topic__area", "topic__team__area", "topic__team__partner")


@verb(ROWS, policies.can_take_up)
def take_up(
    concern: Concern,
    *,
    by: User,
    topic: Topic | None = None,
    title: str = "",
    month: date | None = None,
    also: Iterable[Concern] = (),
) -> Topic:
    """Put the concern on the list of topics: under `topic`, or under a new one called `title`; returns the topic.

    also: other concerns about the same, which go under it too. The concern goes on as it does; its page, and the voter's,
    say what came of the topic. Errors: Denied, Refused. Side effects: perhaps one Topic, one audit event a concern.
    """
    if (topic is None) == (not title.strip()):
        raise Refused({"topic": "请选择一个议题，或者写出新议题的名称（两样填一样）。"})
    if topic is None:
        if month is None:
            raise Refused({"month": "请选择新议题的月份。"})
        home = policies.office_area(by, concern)
        reason = f"来自群众诉求 {concern.spoken_number}（{concern.short_title}）。"
        topic = plan_topic(by=by, area=home, month=month, title=title.strip(), reason=reason)
    else:
        policies.can_put_under(by, topic)
    for one in (concern, *also):
        _put(one, topic, by)
    return topic


def _put(concern: Concern, topic: Topic, by: User) -> None:
    if concern.topic_id == topic.pk:
        return
    policies.can_take_up(by, concern)
    changes = rewritten(concern, **_facts(topic))
    record("liaison.take_up_concern", "群众诉求：列入议题", concern, by=by, changes=changes)


def _facts(topic: Topic | None) -> dict[str, Any]:
    return {"topic": topic}


@verb(ROWS, policies.can_leave_topic)
def leave_topic(concern: Concern, *, by: User) -> Concern:
    """Take the concern off its topic while that has not been dealt with. Errors: Denied. Side effects: one audit event."""
    changes = rewritten(concern, **_facts(None))
    record("liaison.leave_topic_concern", "群众诉求：移出议题", concern, by=by, changes=changes)
    return concern
