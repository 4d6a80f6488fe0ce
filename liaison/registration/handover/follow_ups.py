"""What becomes of a deputy's follow-ups when the registration ends or moves on (随档移交：后续事项)."""

from liaison.registration.handover.mechanism import Choice, Departure, Item, Provider
from stations.activities.models import FollowUp
from stations.activities.workflow import give_back_follow_up
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied, Refused

KEEP = Choice("keep", "仍由本人办完")


def _back(follow_up: FollowUp) -> Choice:
    return Choice("back", f"退回{follow_up.area.full_name}")


def items_of(departure: Departure) -> list[Item]:
    """Return the open follow-ups of the deputy; without a mandate none stays with him."""
    rows = FollowUp.objects.open().filter(owner_deputy=departure.deputy).select_related("area__unit").order_by("pk")
    return [
        Item(
            key=str(row.pk),
            label=row.title,
            choices=(KEEP, _back(row)) if departure.serves_on and departure.goes_to else (_back(row),),
            note=f"{row.area.full_name}交办，期限 {row.due_on.month}月{row.due_on.day}日",
            url=row.get_absolute_url(),
        )
        for row in rows
    ]


def hand_over(departure: Departure, key: str, choice: str, by: User) -> str:
    """Leave one follow-up with the deputy, or give it back; returns what was done. Raises Refused when it is closed."""
    rows = FollowUp.objects.open().filter(owner_deputy=departure.deputy, pk=key).select_related("area__unit")
    follow_up = rows.first()
    if follow_up is None:
        raise Refused("有的后续事项刚刚办结或转走，请重新核对移交清单。")
    if choice == KEEP.value:
        return "仍由本人办理"
    try:
        give_back_follow_up(follow_up, by=by, reason="代表档案结束，随档移交")
    except Denied as denied:
        raise Refused(str(denied)) from denied
    return f"退回{follow_up.area.full_name}"


PROVIDER = Provider("follow-ups", "后续事项", items_of, hand_over)
