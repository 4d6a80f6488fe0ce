"""Topics of the month that came from voters' concerns (元和“代表来了”)."""

from liaison.concerns.models import Concern
from liaison.concerns.policies import can_put_under, can_take_up
from liaison.concerns.workflow import take_up
from stations.activities.models import Topic
from yunhe.accounts.models import User
from yunhe.kit.refusals import is_allowed

STREET = "元和街道"
AT_MOST = 3  # concerns under one topic


def write_topics_of_concerns(by: User) -> None:
    """Put concerns of the street under its next topic that has not been talked over."""
    ours = Topic.objects.filter(area__name=STREET, outcome="").order_by("month", "pk")
    topic = next((one for one in ours if is_allowed(can_put_under, by, one)), None)
    concerns = Concern.objects.filter(lead__name=STREET, topic=None).order_by("-pk").select_related("lead")
    taken = [one for one in concerns if is_allowed(can_take_up, by, one)][:AT_MOST]
    if topic and taken:
        take_up(taken[0], by=by, topic=topic, also=taken[1:])
