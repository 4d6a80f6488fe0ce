"""What happens in three years, in order of time over all counties: activities, check-ins, concerns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from django.utils import timezone

from liaison.concerns.enums import Channel, ConcernCategory, ConcernState, ResultClass, VoterRating
from liaison.concerns.models import Concern
from liaison.demo.province.places import County, Size, write
from stations.activities.enums import ActivityKind, ActivityState, InvitationState, InviteeGroup
from stations.activities.models import Activity, Invitation
from stations.presence.enums import CheckInWay, DepartureWay
from stations.presence.models import CheckIn
from yunhe.kit.copying import allocate_ids

SPAN = timedelta(days=3 * 365)
AT_ACTIVITIES = 0.3  # of the check-ins
GUESTS = 0.03
MISTAKEN = 0.002  # of the check-ins are undone
INVITED = 12
HELD_FOR = timedelta(hours=2)
OPEN = 200  # of the newest check-ins nobody has left


def write_activities(counties: list[County], size: Size, random: Random) -> None:
    """Write so many activities that each is attended by a quarter of the county's deputies, and the newest invitations."""
    now = timezone.now()
    names = (
        "id",
        "title",
        "kind",
        "place",
        "starts_at",
        "ends_at",
        "state",
        "organising_area_id",
        "station_id",
        "created_by",
    )
    rows, invited = [], []
    for county in counties:
        present = max(1, len(county.deputies) // 4)
        number = 4 + int(size.check_ins * AT_ACTIVITIES / len(counties) / present)
        county.activities = allocate_ids(Activity, number)
        for at, pk in enumerate(county.activities):
            starts = now - SPAN + (SPAN + timedelta(days=20)) * (at + 1) / number
            state = ActivityState.HELD if starts < now else ActivityState.PLANNED
            unit = county.units[at % len(county.units)]
            place = random.choice(county.stations)
            facts = (f"第{at + 1}次邻里议事", ActivityKind.COMMUNITY, "文化礼堂", starts, starts + HELD_FOR, state)
            rows.append((pk, *facts, unit, place, "人大干事"))
        newest = county.activities[-INVITED:]
        invited += [(pk, deputy) for pk in newest for deputy in county.deputies[:: max(1, len(county.deputies) // 30)]]
    rows.sort(key=lambda row: row[4])
    write(Activity, names, rows)
    told = ((pk, deputy, InviteeGroup.OWN, InvitationState.INVITED) for pk, deputy in invited)
    write(Invitation, ("activity_id", "deputy_id", "group", "state"), told)


CHECK_IN = ("deputy_id", "station_id", "activity_id", "way", "at", "nonce", "left_at", "left_way", "undone_at",
            "undone_by", "undo_reason")  # fmt: skip


def write_check_ins(counties: list[County], size: Size, random: Random) -> None:
    """Write the check-ins in order of time: at stations and activities of the own county, some by guests of another."""
    write(CheckIn, CHECK_IN, _check_ins(counties, size.check_ins, random))


def _check_ins(counties: list[County], number: int, random: Random) -> Iterator[tuple]:
    start, step = timezone.now() - SPAN, SPAN / max(1, number)
    attended, chance, pick = [0] * len(counties), random.random, random.randrange
    for at in range(number):
        which = pick(len(counties))
        county, moment, fate = counties[which], start + step * at, chance()
        station, activity, way = None, None, CheckInWay.STATION_CODE
        present = max(1, len(county.deputies) // 4)
        turn = attended[which]
        if fate < AT_ACTIVITIES and turn // present < len(county.activities):
            attended[which] += 1
            activity = county.activities[turn // present]
            deputy = county.deputies[(turn * 4 + turn // present) % len(county.deputies)]
            way = CheckInWay.ACTIVITY_CODE
        else:
            home = counties[pick(len(counties))] if fate < AT_ACTIVITIES + GUESTS else county
            deputy = home.deputies[pick(len(home.deputies))]
            station = county.stations[pick(len(county.stations))]
        left = moment + HELD_FOR if at < number - OPEN else None
        undone = (moment, "联络员", "误签") if station and fate > 1 - MISTAKEN else (None, "", "")
        yield (deputy, station, activity, way, moment, f"p{at:012x}{pick(1 << 32):08x}", left,
               DepartureWay.SELF if left else "", *undone)  # fmt: skip


TEXTS = tuple(
    f"{place}{trouble}" for place in ("一号楼", "东门口", "老街", "安置小区", "村道", "菜市场")
    for trouble in ("路灯不亮", "积水排不出去", "停车位不够", "垃圾清运不及时", "自来水水压低", "公交班次太少")
)  # fmt: skip
CONCERN = (
    "number", "secret_digest", "nonce_digest", "channel", "text", "title", "category", "state", "state_since", "due_on",
    "lead_id", "origin_id", "residence_id", "place_id", "handling_point_id", "reply", "result", "told_on", "rating", "routing_reason",
    "refusal", "created_at", "round",
)  # fmt: skip
FATES = (
    *(ConcernState.CLOSED,) * 180, *(ConcernState.RATED,) * 8, ConcernState.TOLD, ConcernState.TOLD, ConcernState.RECEIVED,
    ConcernState.RECEIVED, ConcernState.ASSIGNED, ConcernState.ASSIGNED, ConcernState.REFUSED,
)  # fmt: skip
ANSWERED = (ConcernState.CLOSED, ConcernState.RATED, ConcernState.TOLD)


def write_concerns(counties: list[County], size: Size, random: Random) -> None:
    """Write the concerns in order of time; nearly all are closed, as in life."""
    write(Concern, CONCERN, _concerns(counties, size.concerns, random))


def _concerns(counties: list[County], number: int, random: Random) -> Iterator[tuple]:
    start, step = timezone.now() - SPAN, SPAN / max(1, number)
    categories = cycle([one for one in ConcernCategory if one != ConcernCategory.LAWSUIT])
    for at in range(number):
        county, moment, text = random.choice(counties), start + step * at, TEXTS[at % len(TEXTS)]
        lead, origin = random.choice(county.units), random.choice(county.units)
        point = random.choice(county.points[lead] or [lead])
        state = random.choice(FATES)
        yield (
            f"{at:010d}", f"{at:064x}", f"n{at:063x}", Channel.STATION_CODE, f"{text}，已经{at % 90}天", text, next(categories),
            state, moment, *_handling(state, moment, lead, origin, point), moment, 1,
        )  # fmt: skip


def _handling(state: str, moment: datetime, lead: int, origin: int, point: int) -> tuple:
    """Return deadline, areas, answer and rating as the rules of the state demand."""
    day = moment.date()
    handler = point if state == ConcernState.ASSIGNED else None
    answered = state in ANSWERED
    reply, result, told = ("已经修好", ResultClass.A, day + timedelta(days=9)) if answered else ("", "", None)
    rating = VoterRating.SATISFIED if state in (ConcernState.RATED, ConcernState.CLOSED) else ""
    due = None if state in (ConcernState.CLOSED, ConcernState.REFUSED) else day + timedelta(days=15)
    refusal = "elsewhere" if state == ConcernState.REFUSED else ""
    return due, lead, origin, lead, point, handler, reply, result, told, rating, "事项发生在本辖区", refusal
