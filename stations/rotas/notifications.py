"""What is said about reception days and swaps, and to whom."""

from stations.places.notifications import Message, keepers_of
from stations.rotas.enums import SwapState
from stations.rotas.models import Shift, Swap


def of_shift(shift: Shift) -> tuple[Message, Message]:
    """Return what is said three days ahead: to the deputies on duty, and to the keepers who prepare the day."""
    people = list(shift.deputies.select_related("user").order_by("name_pinyin", "pk"))
    names = "、".join(person.name for person in people) or "尚未安排代表"
    topic = f"，主题：{shift.topic}" if shift.topic else ""
    users = [person.user for person in people if person.user_id]
    where = shift.station.address or shift.station.location_area.full_name
    return (
        (
            users,
            f"接待选民提醒：{shift.on.month}月{shift.on.day}日",
            f"{shift.times_label}，请到{shift.station}（{where}）接待选民{topic}。不能到的，请在手机上申请换班。",
        ),
        (
            keepers_of(shift.station),
            f"{shift.station}{shift.on.month}月{shift.on.day}日接待选民",
            f"{shift.times_label}，值班代表：{names}{topic}。请张贴接待通知。",
        ),
    )


def of_swap(swap: Swap) -> Message:
    """Return what is said about a swap, to the one whose turn it is or who waits for the answer; the keepers learn of changes."""
    shift = swap.watch.shift
    said = {
        SwapState.ASKED: (
            [swap.colleague],
            f"{swap.asked_by.name}代表请您接替值班",
            f"{shift.times_label}，{shift.station}。{swap.note}",
        ),
        SwapState.ACCEPTED: (
            [swap.asked_by],
            f"{swap.colleague.name}代表已同意接替值班",
            f"{shift.times_label}，{shift.station}改由{swap.colleague.name}代表值班。",
        ),
        SwapState.DECLINED: (
            [swap.asked_by],
            f"{swap.colleague.name}代表不能接替值班",
            f"{shift.times_label}，{shift.station}仍由您值班，可以另请同事。",
        ),
        SwapState.WITHDRAWN: (
            [swap.colleague],
            f"{swap.asked_by.name}代表收回了换班申请",
            f"{shift.times_label}，{shift.station}，您不用接替。",
        ),
    }
    people, title, body = said[SwapState(swap.state)]
    users = [person.user for person in people if person.user_id]
    if swap.state == SwapState.ACCEPTED:
        users += keepers_of(shift.station)
    return users, title, body
