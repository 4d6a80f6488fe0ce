"""Handing in: by the voter behind a code, or by staff and deputies for somebody who cannot; and "me too"."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from liaison.concerns import policies, tickets
from liaison.concerns.enums import Channel, ConcernState, Side
from liaison.concerns.models import Concern, ConcernEcho, ConcernPhoto
from liaison.concerns.routing import route
from liaison.concerns.workflow.steps import VOTER, enter_state, free_number, write_step
from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.places.models import Station
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Refused
from yunhe.pictures import Picture, remove, thumbnail

CHANNELS = {
    CodeKind.STATION: Channel.STATION_CODE,
    CodeKind.DEPUTY: Channel.DEPUTY_CODE,
    CodeKind.ACTIVITY: Channel.ACTIVITY_CODE,
}
PHOTOS = 3


@dataclass(frozen=True)
class Sent:
    """A concern that was handed in, the secret to follow it, and whether this very form had been sent before."""

    concern: Concern
    secret: str
    already: bool = False


def door_area(code: Code) -> tuple[Area, Station | None]:
    """Return (organising area, station) behind a code; of a deputy's code the township that elected him."""
    if code.station:
        return code.station.organising_area, code.station
    if code.activity:
        return code.activity.organising_area, code.activity.station
    if code.deputy is None:  # pragma: no cover a constraint holds that a code points at one thing
        raise Refused("此码没有对应的站点或代表。")
    return code.deputy.origin, None


def hand_in(code: Code, *, nonce: str, photos: Sequence[Picture] = (), **facts: Any) -> Sent:
    """Take what a voter hands in behind `code`. The same nonce again returns the same concern and secret.

    facts: text, category, place, spot, origin, residence, voter_name, voter_phone, may_publish. Behind a deputy's code
    the concern goes straight to that deputy (代表直通车). Errors: Refused. Side effects: one Concern with
    photos, one step, one audit event, notices after the commit.
    """
    area, station = door_area(code)
    direct = code.deputy if code.deputy and is_serving(code.deputy) else None
    if code.deputy and direct is None:
        raise Refused("该代表目前没有在任，请到附近的联络站反映。")
    given = {**facts, "channel": CHANNELS[CodeKind(code.kind)], "code": code, "station": station}
    return take(nonce, area, photos, begin=straight_to(direct) if direct else None, by=None, **given)


def enter(
    *, by: User, nonce: str = "", photos: Sequence[Picture] = (), station: Station | None = None, **facts: Any
) -> Sent:
    """Take a concern down for somebody who cannot use the form (长辈、来电). As `hand_in`; the name of who wrote it is kept.

    Without a nonce each call makes a concern of its own. Errors: Denied, Refused.
    """
    deputy = policies.can_enter_concern(by)
    area = deputy.origin if deputy else scope_of(by).home_area
    channel = Channel.DEPUTY_PHONE if deputy else Channel.OFFICE
    given = {"channel": channel, **facts, "station": station, "taken_by": by.display_name, "taken_by_user": by}
    return take(nonce or secrets.token_urlsafe(16), area, photos, by=by, **given)


def straight_to(deputy: Deputy) -> Callable[[Concern], ConcernState]:
    """Return what begins a concern that goes straight to `deputy` (代表直通车)."""

    def begin(concern: Concern) -> ConcernState:
        concern.deputy, concern.is_direct = deputy, True
        concern.round, concern.assigned_on = 1, timezone.localdate()
        concern.routing_reason = f"代表直通车：直接交给{deputy.name}代表；{concern.routing_reason}"[:240]
        return ConcernState.ASSIGNED

    return begin


@transaction.atomic
def take(
    nonce: str,
    area: Area | None,
    photos: Sequence[Picture] = (),
    *,
    by: User | None,
    begin: Callable[[Concern], ConcernState] | None = None,
    **facts: Any,
) -> Sent:
    """Take a concern in: number and secret, the unit that leads, its first state and step; asks no policy, the caller has.

    area: who leads where nothing else says so. begin: gives the concern its handler or its answer and returns the first
    state, RECEIVED without; a due_on that it sets stands. Errors: Refused. Side effects: see `hand_in`.
    """
    secret, digest = tickets.secret_of(nonce), tickets.nonce_digest(nonce)
    known = Concern.objects.filter(nonce_digest=digest).first()
    if known:
        return Sent(known, secret, already=True)
    if len(photos) > PHOTOS:
        raise Refused({"photos": f"最多 {PHOTOS} 张照片。"})
    concern = Concern(nonce_digest=digest, secret_digest=tickets.secret_digest(secret), number=free_number(), **facts)
    concern.is_anonymous = not concern.voter_name
    if concern.voter_name or concern.voter_phone:
        concern.notice_version, concern.consented_at = settings.VOTER_NOTICE_VERSION, timezone.now()
    found = route(concern.category, place=concern.place, origin=concern.origin, residence=concern.residence, door=area)
    if found is None:
        raise Refused({"place": "请选择事情发生在哪个社区（村）。"})
    concern.lead, concern.routing_reason = found.lead, found.reason[:240]
    state = begin(concern) if begin else ConcernState.RECEIVED
    own_due = concern.due_on
    enter_state(concern, state)
    concern.due_on = own_due or concern.due_on
    concern.full_clean(validate_unique=False)
    concern.save()
    _keep_photos(concern, photos)
    side, who = _teller(by)
    write_step(concern, "hand_in", "", side=side, by=by, who=who, is_public=True)
    return Sent(concern, secret)


def _teller(by: User | None) -> tuple[str, str]:
    """Return for which side the first step is written, and under which name: the voter's own, or of who took it down."""
    if by is None:
        return Side.VOTER, VOTER
    return (Side.LEAD if scope_of(by).has_role(*STAFF_ROLES) else Side.DEPUTY), by.display_name


def _keep_photos(concern: Concern, photos: Sequence[Picture]) -> None:
    """Keep the photos and small copies; when the transaction is rolled back nobody points at the files (names are random)."""
    for picture in photos:
        row = ConcernPhoto(concern=concern)
        row.file.save("photo.jpg", picture.as_file(), save=False)
        row.small.save("small.jpg", ContentFile(thumbnail(picture.data).data), save=False)
        try:
            row.save()
        except BaseException:
            remove(row.file)
            remove(row.small)
            raise


@transaction.atomic
def echo(concern: Concern, *, nonce: str) -> Sent:
    """Count one more who has the same trouble; the secret follows the same concern. Sent twice it counts once.

    Errors: Denied for a concern that is over. Side effects: one ConcernEcho.
    """
    secret, digest = tickets.secret_of(nonce), tickets.nonce_digest(nonce)
    if ConcernEcho.objects.filter(nonce_digest=digest).exists():
        return Sent(concern, secret, already=True)
    policies.can_echo(concern)
    ConcernEcho.objects.create(concern=concern, nonce_digest=digest, secret_digest=tickets.secret_digest(secret))
    return Sent(concern, secret)
