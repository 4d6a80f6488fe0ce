"""Visits on the phone, what they find, coverage and great visits."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liaison.households.models import Household
from liaison.visits import jobs, queries, tasks, workflow
from liaison.visits.enums import CampaignSide, ContactWay, VisitOutcome
from liaison.visits.models import Visit, VisitCampaign, visited_in
from liaison.visits.tasks import remind_of_campaign
from tests.factories.associates import AssociateFactory
from tests.factories.deputies import TeamFactory, TeamMemberFactory
from tests.kit.handed import errands_of
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.notices.models import Notice

TODAY = timezone.localdate()
MINE = reverse("households:my-households")
LOG = reverse("visits:visit-create")


@pytest.fixture
def campaign(county):
    """Return a function **facts -> great visit of 赤石乡 over the last and the coming ten days."""

    def make(**facts):
        ends = {"begins_on": TODAY - timedelta(days=10), "ends_on": TODAY + timedelta(days=10)}
        return VisitCampaign.objects.create(
            **{"title": "四季度大走访", "area": county.chishi, "created_by": "x", **ends, **facts}
        )

    return make


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarters_end_with_their_months_and_the_year(day, first, last):
    assert queries.quarter_of(day) == (first, last)


def test_a_visit_is_two_taps_and_leads_to_the_next_household(deputy, household, sign_in, visited):
    old, never = household(deputy), household(deputy)
    visited(old, 200)
    client = sign_in(deputy.user)
    page = client.get(MINE).content.decode()
    assert page.index(f'name="household" value="{never.pk}"') < page.index(f'name="household" value="{old.pk}"')
    form = client.get(LOG, {"household": never.pk}).content.decode()
    assert 'value="visit" checked' in form
    nonce = uuid.uuid4()
    posted = {"household": never.pk, "way": "visit", "outcome": "met", "on": TODAY.isoformat(), "nonce": nonce}
    done = client.post(LOG, posted, follow=True).content.decode()
    visit = Visit.objects.get(nonce=nonce)
    assert (visit.deputy, visit.way, visit.outcome, visit.on) == (deputy, ContactWay.VISIT, VisitOutcome.MET, TODAY)
    assert f"household={old.pk}" in done
    assert "发现问题" in done


def test_the_same_nonce_sent_twice_writes_one_visit(deputy, household, sign_in):
    made, client = household(deputy), sign_in(deputy.user)
    posted = {"household": made.pk, "way": "visit", "outcome": "met", "on": TODAY.isoformat(), "nonce": uuid.uuid4()}
    assert client.post(LOG, posted).status_code == 302
    assert client.post(LOG, posted, headers={"X-Queued": "1"}).status_code == 200
    assert Visit.objects.count() == 1
    assert AuditEvent.objects.filter(verb="contacts.log_visit").count() == 1


def test_what_waited_on_the_phone_is_answered_in_a_word_the_script_understands(deputy, household, sign_in):
    made, client = household(deputy), sign_in(deputy.user)
    late = (TODAY - timedelta(days=100)).isoformat()
    posted = {"household": made.pk, "way": "visit", "outcome": "met", "on": late, "nonce": uuid.uuid4()}
    answer = client.post(LOG, posted, headers={"X-Queued": "1"})
    assert answer.status_code == 422
    assert "90 天以内" in answer.content.decode()
    assert not Visit.objects.exists()


def test_several_households_and_nobody_home_at_once(deputy, household, sign_in):
    three = [household(deputy) for _ in range(3)]
    posted = {
        "household": [one.pk for one in three],
        "way": "visit",
        "outcome": "nobody",
        "on": TODAY.isoformat(),
        "nonce": uuid.uuid4(),
    }
    sign_in(deputy.user).post(LOG, posted)
    assert Visit.objects.filter(outcome=VisitOutcome.NOBODY).count() == 3
    assert Household.objects.never_met().count() == 3


def test_a_form_without_an_answer_says_what_to_press(deputy, household, sign_in):
    made = household(deputy)
    page = sign_in(deputy.user).post(LOG, {"household": made.pk, "way": "visit"}).content.decode()
    assert "请点“见到了”或“没人在家”" in page


def test_without_a_household_ticked_the_deputy_is_told(deputy, sign_in):
    page = sign_in(deputy.user).get(LOG, follow=True).content.decode()
    assert "请先勾选" in page


def test_a_household_of_somebody_else_is_not_found(deputy, deputy_user, household, sign_in):
    theirs = household(deputy_user())
    client = sign_in(deputy.user)
    assert client.get(LOG, {"household": theirs.pk}).status_code == 404
    assert client.post(LOG, {"household": theirs.pk, "way": "visit", "outcome": "met"}).status_code == 404


def test_all_or_none_are_written(deputy, deputy_user, household):
    mine, theirs = household(deputy), household(deputy_user())
    with pytest.raises(Denied, match="没有联系这一户"):
        workflow.log_visits([mine, theirs], by=deputy.user, deputy=deputy, way=ContactWay.VISIT)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("role", "area", "allowed"),
    [
        (Role.OFFICE_STAFF, "chishi", True),
        (Role.OFFICE_STAFF, "fuyun", True),
        (Role.POINT_KEEPER, "zhongshan", True),
        (Role.POINT_KEEPER, "dongmen", False),
        (Role.OFFICE_STAFF, "shitang", False),
    ],
)
def test_staff_of_both_sides_write_a_visit_down_for_the_deputy(
    county, appoint, elect, household, sign_in, role, area, allowed
):
    keeper = elect()
    made, user = household(keeper), appoint(role, getattr(county, area))
    posted = {"household": made.pk, "way": "invite", "outcome": "met", "on": TODAY.isoformat(), "nonce": uuid.uuid4()}
    answer = sign_in(user).post(LOG, {**posted, "deputy": keeper.pk})
    assert answer.status_code == (302 if allowed else 404)
    assert Visit.objects.filter(deputy=keeper).exists() is allowed


def test_who_came_along_is_chosen_from_the_village_the_community_and_the_own_teams(county, deputy, household, sign_in):
    made = household(deputy)
    there = AssociateFactory(area=made.community or made.village)
    mate, stranger = AssociateFactory(area=county.shitang), AssociateFactory(area=county.yuanhe)
    team = TeamFactory(area=county.chishi)
    TeamMemberFactory(team=team, deputy=deputy), TeamMemberFactory(team=team, associate=mate)
    client = sign_in(deputy.user)
    posted = {"household": made.pk, "way": "visit", "outcome": "met", "on": TODAY.isoformat()}
    refused = client.post(LOG, {**posted, "nonce": uuid.uuid4(), "companions": [stranger.pk]})
    assert (refused.status_code, Visit.objects.count()) == (200, 0)
    client.post(LOG, {**posted, "nonce": uuid.uuid4(), "companions": [there.pk, mate.pk]})
    assert set(Visit.objects.get().companions.all()) == {there, mate}
    assert f"同行：{there.name}" in client.get(made.get_absolute_url()).content.decode()


def test_a_note_is_encrypted_and_kept_out_of_the_trail(deputy, household):
    made = household(deputy)
    workflow.log_visits([made], by=deputy.user, deputy=deputy, way=ContactWay.VISIT, note="老人住院了")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM liaison_visit")
        assert cursor.fetchone()[0].startswith("v2:")
    assert "住院" not in "".join(str(event.changes) for event in AuditEvent.objects.all())


def test_names_are_masked_until_the_deputy_asks_and_that_is_recorded_once(deputy, household, sign_in):
    household(deputy, head="叶云舟"), household(deputy)
    client = sign_in(deputy.user)
    assert "叶云舟" not in client.get(MINE).content.decode()
    shown = client.post(reverse("households:my-households-reveal")).content.decode()
    assert "叶云舟" in shown
    assert 'href="tel:' in shown
    assert AuditEvent.objects.get(verb="contacts.reveal_own").changes == {"户数": [None, 2]}


def test_a_visit_is_taken_back_by_the_deputy_and_counts_no_more(deputy, household, visited, sign_in):
    made = household(deputy)
    visit = visited(made)
    sign_in(deputy.user).post(reverse("visits:visit-undo", args=[visit.pk]))
    assert Household.objects.never_met().count() == 1
    with pytest.raises(Denied, match="已经撤销"):
        workflow.undo_visit(visit, by=deputy.user)


def test_a_stranger_and_the_other_side_take_nothing_back(county, staff, deputy, household, visited, sign_in):
    visit = visited(household(deputy))
    with pytest.raises(Denied):
        workflow.undo_visit(visit, by=staff(county.fuyun))
    assert sign_in(staff(county.shitang)).post(reverse("visits:visit-undo", args=[visit.pk])).status_code == 404


# --- coverage and campaigns ------------------------------------------------------------------------------------


def test_coverage_counts_this_quarter_ever_and_never(deputy, household, visited, clerk, sign_in):
    now, past, tried, never = (household(deputy) for _ in range(4))
    first = queries.quarter_of(TODAY)[0]
    visited(now, 0, way=ContactWay.ONLINE)
    visited(past, (TODAY - first).days + 1)
    visited(tried, 0, outcome=VisitOutcome.NOBODY)
    line = queries.coverage(Household.objects.all(), "village", TODAY)[0]
    assert (line.households, line.quarter, line.ever, line.never) == (4, 1, 2, 2)
    client, address = sign_in(clerk), reverse("households:household-list")
    for value, found in (
        ("quarter", {now}),
        ("due", {past, tried, never}),
        ("ever", {now, past}),
        ("never", {tried, never}),
    ):
        page = client.get(address, {"visited": value}).content.decode()
        assert {one for one in (now, past, tried, never) if one.get_absolute_url() in page} == found, value
    assert "走访覆盖" in client.get(reverse("visits:coverage")).content.decode()


def test_a_keeper_sees_the_coverage_of_the_own_community_only(county, appoint, deputy, household, sign_in):
    household(deputy), household(deputy, community=county.dongmen)
    page = sign_in(appoint(Role.POINT_KEEPER, county.zhongshan)).get(reverse("visits:coverage")).content.decode()
    assert "中山社区" in page
    assert "东门社区" not in page


def test_a_campaign_counts_visits_at_the_door_in_its_period(county, deputy, household, visited, campaign):
    door, phone, early, twice, elsewhere = (household(deputy) for _ in range(5))
    visited(door, 1), visited(twice, 2), visited(twice, 1)
    visited(phone, 1, way=ContactWay.ONLINE)
    visited(early, 11)
    made = campaign(goal=60)
    progress = queries.progress_of(made)
    assert (progress.total.households, progress.total.visited, progress.wanted) == (5, 2, 3)
    assert [(line.thing, line.households, line.visited, line.share) for line in progress.deputies] == [
        (deputy, 5, 2, "40.00")
    ]
    assert [(number, until) for _, number, until in progress.days] == [(1, 1), (1, 2)]
    assert elsewhere.pk not in visited_in(made).values_list("household", flat=True)
    residence = campaign(area=county.dongmen, side=CampaignSide.RESIDENCE)
    assert queries.progress_of(residence).total.households == 0


def test_a_campaign_is_started_told_once_and_shown_on_the_phone(county, clerk, deputy, household, visited, sign_in):
    one, _ = household(deputy), household(deputy)
    posted = {
        "title": "四季度大走访", "area": county.chishi.pk, "side": "home", "begins_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=2)).isoformat(), "goal": 100,
    }  # fmt: skip
    client, create = sign_in(clerk), reverse("visits:campaign-create")
    client.post(create, {**posted, "ends_on": (TODAY - timedelta(days=1)).isoformat()})
    assert not VisitCampaign.objects.exists()
    client.post(create, posted)
    made = VisitCampaign.objects.get()
    assert tasks.tell_of_campaign(made.pk) == 1
    assert tasks.tell_of_campaign(made.pk) == 0
    visited(one)
    assert "1 / 2 户" in sign_in(deputy.user).get(MINE).content.decode()
    assert tasks.remind_of_campaign(made.pk) == 1
    assert tasks.remind_of_campaign(made.pk) == 0
    assert "还有 1 户" in Notice.objects.get(key=f"visit-campaign-{made.pk}-ends").body


def test_only_campaigns_that_end_soon_are_handed_to_a_worker(campaign):
    soon = campaign(ends_on=TODAY + timedelta(days=3))
    campaign(ends_on=TODAY + timedelta(days=4))
    campaign(ends_on=TODAY - timedelta(days=1))
    assert jobs.remind_of_ending_campaigns() == 1
    assert errands_of(remind_of_campaign) == [[soon.pk]]


@pytest.mark.parametrize(
    ("area", "sees", "edits"),
    [("chishi", True, True), ("root", True, True), ("fuyun", False, False), ("shuanglin", True, False)],
)
def test_campaigns_are_seen_above_and_below_and_changed_by_the_office(
    county, staff, appoint, campaign, sign_in, area, sees, edits
):
    made, place = campaign(), getattr(county, area)
    user = appoint(Role.POINT_KEEPER, place) if area == "shuanglin" else staff(place)
    client = sign_in(user)
    assert client.get(made.get_absolute_url()).status_code == (200 if sees else 404)
    answer = client.get(reverse("visits:campaign-edit", args=[made.pk]))
    assert answer.status_code == (200 if edits else 404 if not sees else 403)
    if not edits:
        with pytest.raises(Denied):
            workflow.edit_campaign(made, by=user, goal=50)


def test_a_campaign_of_another_unit_is_not_started(county, staff):
    facts = {"title": "走访", "side": "home", "begins_on": TODAY, "ends_on": TODAY, "goal": 100, "note": ""}
    with pytest.raises(Denied):
        workflow.start_campaign(county.chishi, by=staff(county.shitang), **facts)


def test_pages_need_no_more_queries_for_more_rows(county, clerk, deputy, household, visited, campaign, sign_in):
    made = campaign()
    staff_pages = [
        reverse("visits:visit-list"),
        reverse("visits:coverage"),
        reverse("households:household-list"),
        made.get_absolute_url(),
    ]

    def needed():
        total = 0
        for user, pages in ((clerk, staff_pages), (deputy.user, [MINE])):
            client = sign_in(user)
            for page in pages:
                client.get(page)
            with CaptureQueriesContext(connection) as sent:
                for page in pages:
                    client.get(page)
            total += len(sent)
        return total

    visited(household(deputy))
    before = needed()
    for _ in range(3):
        visited(household(deputy), 3)
    assert needed() == before


def test_a_stranger_sees_no_visit(county, staff, deputy, household, visited, sign_in):
    visit = visited(household(deputy))
    assert not Visit.objects.visible_to(staff(county.shitang)).exists()
    assert Visit.objects.visible_to(staff(county.fuyun)).exists()
    page = sign_in(staff(county.shitang)).get(reverse("visits:visit-list")).content.decode()
    assert visit.household.get_absolute_url() not in page
    answer = sign_in(staff(county.shitang)).post(reverse("visits:visit-list"), {"export": "csv"})
    assert visit.household.masked_head not in answer.content.decode()
