"""What becomes of a deputy's postings when the registration ends or moves on (随档移交：驻站)."""

from liaison.registration.handover.mechanism import Choice, Departure, Item, Provider
from stations.places.models import Posting
from stations.places.workflow import close_posting
from yunhe.accounts.models import User
from yunhe.kit.refusals import Refused

END = Choice("end", "结束驻站")
KEEP = Choice("keep", "继续驻站")


def items_of(departure: Departure) -> list[Item]:
    """Return the open postings of the deputy: proposed to end where the deputy leaves, to go on elsewhere."""
    rows = Posting.objects.open().filter(deputy=departure.deputy).select_related("station__location_area")
    return [
        Item(
            key=str(row.pk),
            label=f"驻{row.station}",
            choices=_choices(departure, row),
            note=f"自 {row.begins_on:%Y-%m-%d} 起",
            url=row.station.get_absolute_url(),
        )
        for row in rows.order_by("pk")
    ]


def _choices(departure: Departure, posting: Posting) -> tuple[Choice, ...]:
    if not departure.serves_on:
        return (END,)
    leaves = posting.station.location_area.unit_id == departure.left.unit_id
    return (END, KEEP) if leaves else (KEEP, END)


def hand_over(departure: Departure, key: str, choice: str, by: User) -> str:
    """End one posting or let it go on; returns what was done. Raises Refused when it has ended meanwhile."""
    rows = Posting.objects.open().select_for_update(of=("self",)).filter(deputy=departure.deputy, pk=key)
    related = ("station__organising_area", "station__location_area", "deputy__origin", "deputy__residence")
    posting = rows.select_related(*related).first()
    if posting is None:
        raise Refused("有的驻站刚刚结束，请重新核对移交清单。")
    if choice == KEEP.value:
        return f"继续驻{posting.station}"
    close_posting(posting, by=by, reason="代表档案结束，随档移交", on=departure.on)
    return f"结束驻{posting.station}"


PROVIDER = Provider("postings", "驻站", items_of, hand_over)
