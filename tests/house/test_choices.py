"""What lists offer to choose from lies in the person's own county, however many counties the database holds."""

import re

import pytest
from django.http import QueryDict
from django.urls import get_resolver

from tests.factories.areas import draw_county
from tests.kit.same_cost import questions_of
from yunhe.web.lists.listing import Listing

PARAMS = {
    "proposal": 0,
    "half": "2026-1",
    "election": 0,
    "campaign": 0,
    "station": 0,
    "activity": 0,
}  # of lists that belong to one thing
CHOICE = re.compile(r'<option value="(\d+)"')


def listings():
    """Return every list of the program that can be narrowed."""
    assert get_resolver().url_patterns, "the addresses load every list"
    waiting, found = [Listing], []
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [cls for cls in below if cls.filterset_class and cls.__module__.split(".")[0] != "tests"]
    return found


def form_of(listing, user):
    """Return the filter form of `listing` as HTML."""
    return str(listing(user, QueryDict(), "/", **PARAMS).filterset.form)


@pytest.mark.parametrize("who", ["county", "origin", "keeper"])
def test_no_list_offers_an_area_of_another_county(cast, county, who):
    assert len(listings()) > 20
    own = {listing.__name__: set(CHOICE.findall(form_of(listing, cast[who]))) for listing in listings()}
    other = draw_county()
    strange = {str(getattr(other, name).pk) for name in vars(other)}
    offered = {listing.__name__: set(CHOICE.findall(form_of(listing, cast[who]))) for listing in listings()}
    assert {name: found & strange for name, found in offered.items() if found & strange - own[name]} == {}
    assert offered == own


def test_a_list_offers_both_sides_of_the_own_county(cast, county):
    listing = next(cls for cls in listings() if cls.__name__ == "DeputyListing")
    offered = set(CHOICE.findall(form_of(listing, cast["origin"])))
    assert {str(county.chishi.pk), str(county.fuyun.pk), str(county.zhongshan.pk)} <= offered


def test_a_list_asks_no_more_of_the_database_beside_a_second_county(cast, county, sign_in):
    page = sign_in(cast["county"])
    before = len(questions_of(lambda: page.get("/deputies/")))
    draw_county()
    assert len(questions_of(lambda: page.get("/deputies/"))) == before
