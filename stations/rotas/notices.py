"""What is said about reception days and swaps, and to whom."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from stations.places.notices import keepers_of
from stations.rotas.enums import SwapState
from stations.rotas.models import Shift, Swap
from yunhe.accounts.enums import OFFICES
from yunhe.kit.reminders import Ladder
from yunhe.kit.words import day, listed
from yunhe.notices.telling import Message, holders, reminders

#: a reception day that nobody has written down: at once, every five working days, to the county after ten and then as often
UNRECORDED = Ladder(every=5, county_after=10, county_every=10)


def of_shift(shift: Shift) -> Iterator[Message]:
    """Say three days ahead that a day comes: to the deputies on watch, and to the keepers who prepare it.

    The key names the day, so a day that moves is told again, and a deputy who takes over gets a notice of one's own.
    """
    people = list(shift.deputies.select_related("user").order_by("name_pinyin", "pk"))
    topic = f"，主题：{shift.topic}" if shift.topic else ""
    where = shift.station.address or shift.station.location_area.full_name
    key = f"shift-{shift.pk}-{shift.on}"
    yield Message(
        [person.user for person in people],
        key=key,
        kind="watch",
        title=f"接待选民提醒：{day(shift.on)}",
        body=f"{shift.times_label}，请到{shift.station}（{where}）接待选民{topic}。不能到的，请在手机上申请换班。",
        url=reverse("rotas:my-shifts"),
    )
    names = listed((person.name for person in people), nothing="尚未安排代表")
    yield Message(
        keepers_of(shift.station),
        key=key,
        kind="watch",
        title=f"{shift.station}{day(shift.on)}接待选民",
        body=f"{shift.times_label}，值班代表：{names}{topic}。请张贴接待通知。",
        url=shift.get_absolute_url(),
    )


def of_swap(swap: Swap) -> Iterator[Message]:
    """Say how a swap stands to the one whose turn it is or who waits for the answer; the keepers learn of changes."""
    shift, asker, colleague = swap.watch.shift, swap.asked_by, swap.colleague
    keepers = keepers_of(shift.station) if swap.state == SwapState.ACCEPTED else []
    to, title, rest = {
        SwapState.ASKED: (colleague, f"{asker.name}代表请您接替值班", f"。{swap.note}"),
        SwapState.ACCEPTED: (asker, f"{colleague.name}代表已同意接替值班", f"改由{colleague.name}代表值班。"),
        SwapState.DECLINED: (asker, f"{colleague.name}代表不能接替值班", "仍由您值班，可以另请同事。"),
        SwapState.WITHDRAWN: (colleague, f"{asker.name}代表收回了换班申请", "，您不用接替。"),
    }[SwapState(swap.state)]
    yield Message(
        [to.user, *keepers],
        key=f"swap-{swap.pk}-{swap.state}",
        kind="watch",
        title=title,
        body=f"{shift.times_label}，{shift.station}{rest}",
        url=reverse("rotas:my-shifts"),
    )


def of_unrecorded(shift: Shift, on: date) -> Iterator[Message]:
    """Remind as of `on` that nobody has noted who was there on a past day: keepers and office, at last the county."""
    station = shift.station
    yield from reminders(
        shift,
        UNRECORDED.due(shift.on, on),
        owners=[*keepers_of(station), *holders(station.organising_area, *OFFICES)],
        county=(station.organising_area.unit or station.organising_area).parent,
        key=f"shift-{shift.pk}-{shift.on}-unrecorded",
        kind="watch",
        titles=("", f"{shift}还没有登记到岗"),
        before="",
        late="接待日已过，请登记谁到了岗；没有接待的，写明原因取消。{late}。",
        to_county="接待日已过{late}，仍没有登记到岗，请督办。",
    )
