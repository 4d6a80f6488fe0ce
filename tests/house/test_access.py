"""Who opens what: every address of the program walked by everybody (the rules are in tests.house.access), and the lists in it."""

import pytest

from tests.house.access import (
    ADDRESSES,
    FOR_ALL_COUNTIES,
    OF_ADMINISTRATORS,
    PUBLIC,
    WITHOUT_APPOINTMENT,
    WITHOUT_ROW,
    Access,
    said,
)
from tests.house.people import BUSINESS
from yunhe.accounts.sessions import LAST_SEEN

pytestmark = pytest.mark.long


class TestEverybody(Access):
    """One walk through all parts of the program, so that the demo county is built once."""

    @pytest.mark.parametrize("who", BUSINESS)
    def test_business_roles_open_no_page_of_the_administrators(self, walk, who):
        guarded = [answer for answer in walk.answers if answer.who == who and answer.name.startswith(OF_ADMINISTRATORS)]
        assert len({answer.name for answer in guarded}) > 10
        assert said(answer for answer in guarded if answer.status not in {403, 405}) == []


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in ADDRESSES]
    assert not [name for name in names if name.endswith("None")]
    assert len(names) == len(set(names))


def test_the_lists_hold_nothing_that_is_gone():
    assert {*PUBLIC, *WITHOUT_APPOINTMENT, *FOR_ALL_COUNTIES, *WITHOUT_ROW} <= {address.name for address in ADDRESSES}


def test_a_session_is_dated_from_its_first_request(county, staff, client):
    """The timeout counts for every session, however it was opened."""
    client.force_login(staff(county.fuyun), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/notices/")
    assert client.session[LAST_SEEN]
