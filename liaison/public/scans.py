"""Scans that a phone hands in by itself: made in the program's own scanner, perhaps hours ago and without network.

Each is taken on its own and answered on its own, so that one refused does not hold up the others. Handing in the same
scan again changes nothing (its nonce is known), so a phone that heard no answer simply asks again.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from liaison.public.landing import find_place_code
from liaison.registration.workflow import report_in_by_code
from stations.activities.models import Activity
from stations.codes.models import Code
from stations.presence import workflow
from stations.presence.enums import CheckInRefusal
from stations.presence.forms import places_kept_by
from stations.presence.policies import HAND_IN_WITHIN, CheckInRefused, can_use_stamp
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied

AT_MOST = 50  # scans in one request
NONCE = re.compile(r"[0-9A-Za-z]{8,20}")
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Answer:
    """What became of one scan: taken, left, already or refused; a coded reason for refusals; a sentence for the person."""

    nonce: str
    outcome: str
    sentence: str
    code: str = ""


class UnreadableScanError(Exception):
    """What the phone has sent is no scan; the text says why, in Chinese."""


@dataclass(frozen=True)
class HandedIn:
    """One scan as the phone has kept it."""

    nonce: str
    kind: str  # "self": a station or activity code by a deputy; "deputy": a deputy code by a keeper
    token: str
    stamp: str
    place: str
    happened_at: datetime
    is_uncertain: bool = False  # the phone's clock was put differently since

    @classmethod
    def read(cls, data: Any) -> "HandedIn":
        """Return the scan in a JSON object. Raises UnreadableScanError."""
        if not isinstance(data, dict):
            raise UnreadableScanError("扫码记录的格式不对。")
        texts = {name: data.get(name, "") for name in ("nonce", "kind", "token", "stamp", "place", "happened_at")}
        if not all(isinstance(text, str) and len(text) <= 80 and "\x00" not in text for text in texts.values()):
            raise UnreadableScanError("扫码记录的格式不对。")
        if not NONCE.fullmatch(texts["nonce"]) or texts["kind"] not in ("self", "deputy") or not texts["token"].strip():
            raise UnreadableScanError("扫码记录不完整，请重新扫一次。")
        try:
            happened_at = parse_datetime(texts["happened_at"])
        except ValueError:
            happened_at = None
        if happened_at is None or timezone.is_naive(happened_at):
            raise UnreadableScanError("扫码时间不对，请重新扫一次。")
        return cls(**{**texts, "happened_at": happened_at}, is_uncertain=data.get("uncertain") is True)


def hand_in(data: Any, *, by: User, places: dict | None = None) -> Answer:
    """Take one scan of `by`; places: what places_kept_by has found, for keepers. Returns the answer, raises nothing.

    Side effects: as workflow.check_in and check_in_by_deputy_code; a deputy's scan may be the reporting-in too.
    """
    nonce = data.get("nonce", "") if isinstance(data, dict) else ""
    nonce = nonce if isinstance(nonce, str) else ""
    try:
        scan = HandedIn.read(data)
        done = _by_deputy(scan, by) if scan.kind == "self" else _by_keeper(scan, by, places or {})
    except UnreadableScanError as unreadable:
        return Answer(nonce[:20], "refused", str(unreadable), UNREADABLE)
    except CheckInRefused as refused:
        return Answer(nonce, "refused", f"{refused}。", str(refused.reason))
    except Denied as denied:
        return Answer(nonce, "refused", str(denied), "denied")
    outcome = "left" if done.left else "already" if done.already else "taken"
    return Answer(nonce, outcome, _said(done, scan))


def _code(token: str) -> Code:
    code = find_place_code(token)
    if code is None:
        raise CheckInRefused(CheckInRefusal.UNKNOWN_CODE)
    return code


def _by_deputy(scan: HandedIn, by: User) -> workflow.CheckInResult:
    code = _code(scan.token)
    if scan.stamp and not scan.is_uncertain:
        can_use_stamp(code, scan.stamp, scan.happened_at)
    reason = workflow.CLOCK_CHANGED if scan.is_uncertain else ""
    done = workflow.check_in(
        code,
        by=by,
        nonce=scan.nonce,
        happened_at=scan.happened_at,
        on_screen=bool(scan.stamp) and not scan.is_uncertain,
        reason=reason,
    )
    if not done.left:
        with suppress(Denied):  # the check-in stands; the file waits for the keeper
            report_in_by_code(done.check_in, by=by)
    return done


def _by_keeper(scan: HandedIn, by: User, places: dict) -> workflow.CheckInResult:
    place = places.get(scan.place)
    if place is None:
        raise CheckInRefused(CheckInRefusal.NOT_YOURS)
    where = {"activity": place} if isinstance(place, Activity) else {"station": place}
    return workflow.check_in_by_deputy_code(
        _code(scan.token), by=by, nonce=scan.nonce, happened_at=scan.happened_at, **where
    )


def _said(done: workflow.CheckInResult, scan: HandedIn) -> str:
    check_in = done.check_in
    who = "" if scan.kind == "self" else f"{check_in.deputy.name}代表"
    at = timezone.localtime(check_in.left_at if done.left and check_in.left_at else check_in.at)
    when = f"{at:%H:%M}" if at.date() == timezone.localdate() else f"{at.month}月{at.day}日 {at:%H:%M}"
    if done.left:
        return f"{who}{when} 已签退，{check_in.place}，停留 {check_in.stay_label}。"
    if done.already:
        return f"{who}{when} 已签到过，没有重复登记：{check_in.place}。"
    return f"{who}{when} 已签到：{check_in.place}。"


def places_for(user: User) -> dict:
    """Return where a keeper's scans of the last 72 hours may belong."""
    return places_kept_by(user, since=timedelta(seconds=HAND_IN_WITHIN.total_seconds()))
