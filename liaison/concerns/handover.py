"""What becomes of a deputy's open direct concerns when the file ends or moves on (随档移交)."""

from django.core.exceptions import ValidationError

from liaison.concerns.enums import ConcernState
from liaison.concerns.models import Concern
from liaison.concerns.workflow import hand_to_office
from liaison.registration.handover.mechanism import Choice, Departure, Item, Provider
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied, Refused

WAITING = (ConcernState.ASSIGNED, ConcernState.PAUSED)
GONE = "这件群众诉求刚刚办理过，请刷新移交清单重新核对。"


def items_of(departure: Departure) -> list[Item]:
    """Return one item for each concern that waits for the deputy's own answer. One query."""
    waiting = Concern.objects.filter(deputy=departure.deputy, is_direct=True, state__in=WAITING)
    return [_item(concern, departure) for concern in waiting.select_related("lead", "place__unit").order_by("pk")]


def _item(concern: Concern, departure: Departure) -> Item:
    office = Choice("office", f"转{concern.lead.office_label}办理")
    stays = Choice("stay", f"{departure.deputy.name}继续答复")
    choices = (stays, office) if departure.serves_on else (office,)
    due = f"{concern.due_on:%Y-%m-%d}前答复" if concern.due_on else ""
    return Item(str(concern.pk), f"群众诉求 {concern}", choices, note=due, url=concern.get_absolute_url())


def hand_over(departure: Departure, key: str, choice: str, by: User) -> str:
    """Leave the concern with the deputy, or give it to the office. Raises Refused when it is no longer open."""
    concern = Concern.objects.filter(pk=int(key), state__in=WAITING, is_direct=True).select_related("lead").first()
    if concern is None:
        raise Refused(GONE)
    if choice == "stay":
        return f"{departure.deputy.name}继续答复"
    try:
        hand_to_office(concern, by=by, text=f"{departure.deputy.name}代表的档案变动，转由人大办理。")
    except (Denied, ValidationError) as refused:
        raise Refused(GONE) from refused
    return f"已转{concern.lead.office_label}"


PROVIDER = Provider("concerns", "群众诉求", items_of, hand_over)
