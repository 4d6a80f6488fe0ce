"""Pairs of units: the list, one pair's year with its evidence, the records behind a figure."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from liaison.joint_meetings import evidence, queries
from liaison.joint_meetings.deadlines import meet_by
from liaison.joint_meetings.models import CoManagement, JointMeeting, Resolution
from liaison.joint_meetings.policies import proposing_side
from liaison.joint_meetings.tables import PairListing
from yunhe.accounts.decorators import lists, office_required, reads
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import reason_against


def find_pair(request: Request, origin: int, residence: int, year: int) -> Any:
    """Return the pair of two units in scope with the figures of `year`, or 404."""
    pairs = CoManagement.objects.pairs_of(request.user).with_figures(year)
    rows = pairs.filter(origin_id=origin, residence_id=residence)
    return get_object_or_404(rows.select_related("origin__parent", "residence").defer("address"))


@lists(office_required)
def pair_list(request: Request) -> HttpResponse:
    """Show the pairs in scope: how many deputies, whether they have met this year, what is open."""
    listing = PairListing.of(request)
    year = listing.year
    here = reverse("joint_meetings:pair-list")
    counts = queries.standing_counts(request.user, year)
    words = (
        ("all", "双向共管的单位对", ""),
        ("held", "已召开联席会议", "success"),
        ("planned", "正在约定", ""),
        ("missing", "尚未召开", "warning"),
        ("late", "其中逾期", "danger"),
    )
    figures = [
        (
            label,
            counts[key],
            f"{here}?year={year}" + (f"&meeting={key}" if key != "all" else ""),
            tone if counts[key] else "",
        )
        for key, label, tone in words
    ]
    context = {"figures": figures, "year": year, "due": meet_by(year).of(scope_of(request.user).areas(*OFFICES)[0])}
    return listing.answer(request, "liaison/joint_meetings/pair_list.html", context)


@reads(office_required)
def pair_detail(request: Request, origin: int, residence: int) -> HttpResponse:
    """Show what two units did together in one year: the four two-way links, meetings, open resolutions."""
    year = queries.chosen_year(request.GET)
    pair = find_pair(request, origin, residence, year)
    here = pair.get_absolute_url()
    figures = evidence.evidence_of(pair.origin, pair.residence, year)
    links = [
        (title, text, [(one, one.count) for one in figures if one.link == key])
        for key, (title, text) in evidence.LINKS.items()
    ]
    meetings = JointMeeting.objects.between(pair.origin, pair.residence).select_related("origin", "residence")
    open_ones = Resolution.objects.open().filter(meeting__in=meetings.values("pk"))
    words, tone = queries.standing_of(pair, timezone.localdate())
    context = {
        "pair": pair,
        "year": year,
        "due": pair.meet_by,
        "tabs": [(one, f"{one}年", f"{here}?year={one}") for one in queries.years()[1:]],
        "standing": words,
        "tone": tone,
        "links": links,
        "meetings": meetings.filter(year=year),
        "resolutions": open_ones.select_related("unit", "owner", "meeting"),
        "refusal": reason_against(proposing_side, request.user, pair.origin, pair.residence),
        "may_propose": not pair.planned and pair.open_registrations,
        "propose_kind": "secondary" if pair.held else "primary",
    }
    return render(request, "liaison/joint_meetings/pair_detail.html", context)


@reads(office_required)
def evidence_list(request: Request, origin: int, residence: int, key: str) -> HttpResponse:
    """Show the records behind one figure."""
    year = queries.chosen_year(request.GET)
    pair = find_pair(request, origin, residence, year)
    found = next((one for one in evidence.evidence_of(pair.origin, pair.residence, year) if one.key == key), None)
    if found is None:
        raise Http404
    page = page_of(found.records, request.GET)
    context = {
        "pair": pair,
        "year": year,
        "found": found,
        "link": evidence.LINKS[found.link][0],
        "page": page,
        "lines": [found.read(row) for row in page.rows],
    }
    return render(request, "liaison/joint_meetings/evidence_list.html", context)
