"""Every address of the program, with real rows behind it: private unless listed here, closed to a person without a role, to
the administrators, and to another county. A new view without a guard fails here, not in the audit.

Everybody walks the demo county (tests.house.walk); the tests say what the answers must have been. By default one row
stands behind each address; with --slow one of each state and kind.
"""

import pytest

from tests.house.people import ADMINS, FOREIGNERS
from tests.house.rows import addresses
from yunhe.accounts.enums import Role

# Open to anyone, each for a reason.
PUBLIC = {
    "accounts:sign-in": "the door",
    "accounts:sign-out": "a session may have ended already",
    "accounts:privacy-notice": "everyone may read it before signing in",
    "accounts:password-forgotten": "a deputy who has forgotten the password has a code of the office instead",
    "accounts:phone-bind": "a deputy's phone is bound with a code of the office, before any session",
    "code-phone": "a bound phone checks in with its own key; others are led back to the page of the code",
    "code-phone-checked-in": "tells that phone so, and others nothing",
    "scan-upload-phone": "a bound phone hands in its deputy's own scans; of any other nothing is taken",
    "healthz": "asked by the load balancer; holds no data",
    "shell:large-type-switch": "voters use the large-type view too",
    "code-entry": "where the token of a code is typed by hand",
    "code-landing": "what a printed code shows to everyone",
    "manifest": "a browser fetches it without cookies; says what the scanner is called",
    "service-worker": "a browser fetches it by itself; our own script, the same for everyone",
    "feeds:calendar-private": "phones fetch it without a session; the secret of 190 bits in the address is the key",
    "feeds:calendar-station": "a station's reception days also hang on its wall",
    "codes:screen-show": "the tablet in a station's hall has no account; its secret link shows a code and nothing else",
    "codes:screen-codes": "where that tablet fetches its next codes",
    "concern-send": "voters hand their matters in without an account",
    "concern-echo": "voters say that they have the same trouble",
    "concern-sent": "number and secret for the browser that has just sent",
    "concern-follow": "voters ask with number and secret",
    "concern-followed": "where the matter stands, for a browser that has given number and secret",
    "concern-nudge": "the voter asks after the matter once its clock has run out",
    "concern-rate": "the voter rates the answer",
    "concern-more": "the voter adds what was asked for",
    "concern-own-photo": "the voter's own photos",
    "concern-answered-list": "answers that voters agreed to publish",
    "concern-notice": "what happens with a voter's name and phone",
    "concern-unit-answer": "a unit without an account answers by a signed link",
    "concern-unit-photo": "photos of the matter behind that link",
}
# Open to a signed-in person without any appointment.
WITHOUT_APPOINTMENT = {"accounts:password-change"}
# Open to the three administrators beside their own pages.
OWN_TO_ALL = ("accounts:", "trail:", "notices:", "jobs:", "web:", "shell:")
OF_ADMINISTRATORS = ("errand-", "trail:", "spellings:", "accounts:user", "accounts:lock", "accounts:appointment")
# Open with a row of our county to people of another one, each for a reason.
FOR_ALL_COUNTIES = {
    "counties-figure": "a figure is the same everywhere; the rows are those of the counties that let the own office in",
    "brands:brand-start": "the nine plans are the same everywhere; each office starts its own",
    "imports:import-template": "a blank form",
    "ledger:register-list": "a half-year is the same everywhere; the registers on the page are the own ones",
    "ledger:round-detail": "a half-year is the same everywhere; the lines on the page are the own ones",
    "notices:email-confirm": "a link that is not the own one is answered so",
}
# No row of the demo county stands behind these, each for a reason.
WITHOUT_ROW = {
    "accounts:session-end": "only the own sessions, which begin at the sign-in page; see accounts/test_devices.py",
    "accounts:phone-end": "only the own phones, which are bound in a browser; see accounts/test_phones.py",
    "annual_reports:report-draft": "wants unit and year in the form, and 404 without them",
    "deputies:deputy-reveal": "wants to be told which contact to show, and refuses without",
}


ADDRESSES = addresses()


def said(answers):
    """Return answers as sentences, for a failure that can be read."""
    return sorted({str(answer) for answer in answers})


class Access:
    """What everybody must get at every address."""

    def test_behind_every_address_stands_a_real_row(self, walk):
        """Nothing below says anything of an address that answers everybody with 404."""
        assert set(walk.empty) == {*WITHOUT_ROW}, {*walk.empty} ^ {*WITHOUT_ROW}

    def test_nothing_breaks(self, walk):
        assert said(answer for answer in walk.answers if answer.status >= 500 and answer.name != "healthz") == []

    def test_a_stranger_is_led_to_sign_in_everywhere(self, walk):
        inside = [answer for answer in walk.answers if answer.who == "nobody" and not answer.leads_to_sign_in]
        assert said(answer for answer in inside if answer.name not in PUBLIC) == []

    def test_a_voter_opens_what_is_public_and_nothing_else(self, walk):
        inside = [answer for answer in walk.answers if answer.who == "voter" and not answer.leads_to_sign_in]
        assert said(answer for answer in inside if answer.name not in PUBLIC) == []

    def test_a_person_without_any_role_is_refused_everywhere(self, walk):
        opened = [answer for answer in walk.answers if answer.who == "no_role" and not answer.is_shut]
        assert said(answer for answer in opened if answer.name not in {*PUBLIC, *WITHOUT_APPOINTMENT}) == []

    @pytest.mark.parametrize("role", ADMINS)
    def test_administrators_open_no_page_of_the_business(self, walk, role):
        opened = [
            answer
            for answer in walk.answers
            if answer.who == role
            and not answer.is_shut
            and not answer.name.startswith(OWN_TO_ALL)
            and answer.name not in {*PUBLIC, "home", "status"}
            and not answer.leads_to_the_public_page
            and not (role == Role.SYSTEM_ADMIN and answer.name.startswith(("spellings:", "errand-")))
        ]
        assert said(opened) == []

    @pytest.mark.parametrize("who", FOREIGNERS)
    def test_people_of_another_county_reach_no_row_of_ours(self, walk, who):
        tried = [answer for answer in walk.answers if answer.who == who]
        assert len({answer.name for answer in tried}) > 15
        reached = [answer for answer in tried if not answer.is_shut and not answer.leads_to_the_public_page]
        assert said(answer for answer in reached if answer.name not in {*PUBLIC, *FOR_ALL_COUNTIES}) == []

    def test_whoever_opens_a_row_has_it_in_scope(self, walk):
        """A neighbour's office, keeper or deputy opens what the scope of the model holds for them, and nothing else."""
        opened = [answer for answer in walk.answers if answer.is_in_scope is not None]
        assert len({answer.name for answer in opened}) > 25
        assert said(answer for answer in opened if not answer.is_in_scope and answer.name not in PUBLIC) == []

    def test_a_verb_that_wants_post_refuses_every_get(self, walk):
        """A link, an image or a prefetch must never act. What a verb wants it says itself, to whoever it lets so far."""
        verbs = {answer.name for answer in walk.answers if answer.method == "get" and answer.allow == "POST"}
        assert len(verbs) > 15
        gets = [answer for answer in walk.answers if answer.method == "get" and answer.name in verbs]
        assert said(answer for answer in gets if not answer.is_shut and not answer.leads_to_sign_in) == []

    def test_no_get_writes_anything_but_the_trail_and_the_session(self, walk):
        wrote = [answer for answer in walk.answers if answer.method == "get" and answer.wrote]
        assert sorted({(answer.name, answer.wrote) for answer in wrote}) == []
