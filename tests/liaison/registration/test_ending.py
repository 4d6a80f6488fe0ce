"""How registrations end: moved on across streets and out of the county, gone home, mandates over, mistakes; and what goes along."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deputies.mandates.enums import MandateEnd, Suspension
from deputies.mandates.queries import is_serving
from deputies.mandates.workflow import mandates
from deputies.people.enums import CongressLevel
from liaison.registration import queries, workflow
from liaison.registration.enums import EndReason, RegistrationState
from liaison.registration.handover import mechanism as handover
from liaison.registration.models import Registration
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory, ResidenceSpellFactory
from tests.factories.registration import RegistrationFactory
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused

State = RegistrationState


@pytest.fixture
def registration(county):
    """A co-managed registration from 赤石乡 to 中山社区."""
    return RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.CO_MANAGED)


@pytest.fixture
def matters():
    """Let a made-up part of the program hand over what stands in the list returned; what was done to them is kept in it too."""
    kept = {"open": ["7", "8"], "done": []}

    def items(departure):
        stays, goes = handover.Choice("stays", "留在原地"), handover.Choice("goes", "随代表转走")
        return [handover.Item(key, f"路灯不亮{key}", (goes, stays)) for key in kept["open"]]

    def hand_over(departure, key, choice, by):
        if key == "locked":
            raise Refused("这件事刚刚办结，请重新核对。")
        kept["done"].append((key, choice, departure.goes_to))
        return "已通知两地"

    handover.providers.add(handover.Provider("matters", "群众诉求", items, hand_over), order=1)
    yield kept
    handover.providers._items.pop("matters")


def test_moving_on_across_two_streets_opens_a_linked_file_with_its_own_deadline(registration, county, staff):
    workflow.end(
        registration, reason=EndReason.MOVED_ON, moved_to=county.shishan, address="示例小区9幢", by=staff(county.fuyun)
    )
    following = Registration.objects.get(previous=registration)
    assert (following.state, following.residence, following.community) == (State.URGED, county.yuanhe, county.shishan)
    assert following.due_on
    assert following.address == "示例小区9幢"
    assert [link.registration for link in queries.chain_of(registration)] == [registration, following]


def test_moving_beyond_the_county_ends_the_file_and_opens_none(registration, county, staff):
    workflow.end(registration, reason=EndReason.MOVED_ON, outside="丽水市莲都区", by=staff(county.chishi))
    registration.deputy.refresh_from_db()
    assert (registration.deputy.residence, registration.deputy.residence_outside) == (None, "丽水市莲都区")
    assert not Registration.objects.open().exists()
    assert registration.deputy.is_living_elsewhere


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"moved_to": "dongmen"}, "辖区内换社区"),
        ({"moved_to": "shuanglin"}, "返回流出地"),
        ({"moved_to": "shishan", "outside": "莲都区"}, "只能填一处"),
        ({}, "请选择迁往"),
        ({"moved_to": "shishan", "on": timezone.localdate() + timedelta(days=1)}, "不能晚于今天"),
        ({"moved_to": "shishan", "on": timezone.localdate() - timedelta(days=400)}, "不能早于建档日期"),
    ],
)
def test_an_onward_move_that_makes_no_sense_is_refused_and_changes_nothing(facts, said, registration, county, staff):
    if "moved_to" in facts:
        facts = {**facts, "moved_to": getattr(county, facts["moved_to"])}
    with pytest.raises(Refused, match=said):
        workflow.end(registration, reason=EndReason.MOVED_ON, by=staff(county.fuyun), **facts)
    registration.refresh_from_db()
    assert (registration.state, registration.steps.count(), AuditEvent.objects.count()) == (State.CO_MANAGED, 0, 0)


def test_a_backdated_move_never_lets_a_stay_end_before_it_began(county, staff):
    registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.SUBMITTED)
    Registration.objects.filter(pk=registration.pk).update(created_at=timezone.now() - timedelta(days=30))
    registration.deputy.residence = county.shuanglin
    registration.deputy.save()
    office = staff(county.fuyun)
    workflow.verify(registration, community=county.zhongshan, by=office)
    with pytest.raises(Refused, match="现居住地的起始日期"):
        workflow.end(
            registration,
            reason=EndReason.MOVED_ON,
            moved_to=county.shishan,
            on=timezone.localdate() - timedelta(days=3),
            by=office,
        )


def test_a_move_inside_the_street_keeps_the_file_and_waits_for_the_new_community(registration, county, staff):
    workflow.relocate(registration, community=county.dongmen, by=staff(county.fuyun))
    registration.refresh_from_db()
    assert (registration.state, registration.community, registration.received_at) == (
        State.VERIFIED,
        county.dongmen,
        None,
    )
    assert registration.deputy.residence_spells.get(ends_on=None).area == county.dongmen


def test_a_wrong_entry_puts_the_residence_back(county, staff):
    deputy = DeputyFactory(origin=county.chishi, residence=county.shuanglin)
    ResidenceSpellFactory(deputy=deputy, area=county.shuanglin, begins_on=date(2020, 1, 1))
    registration = RegistrationFactory(
        origin=county.chishi, community=county.zhongshan, deputy=deputy, state=State.SUBMITTED
    )
    workflow.verify(registration, community=county.zhongshan, by=staff(county.fuyun))
    workflow.correct(registration, note="不是本人", by=staff(county.root))
    deputy.refresh_from_db()
    assert deputy.residence == county.shuanglin
    assert [spell.source for spell in deputy.residence_spells.all()] == ["登记错误更正", "登记报到核实", ""]


def test_what_is_open_goes_along_as_answered_and_is_written_into_both_registrations(
    registration, county, staff, matters
):
    workflow.end(
        registration,
        reason=EndReason.MOVED_ON,
        moved_to=county.shishan,
        answers={"handover-matters-7": "stays"},
        by=staff(county.fuyun),
    )
    assert matters["done"] == [("7", "stays", county.shishan), ("8", "goes", county.shishan)]
    lines = [(line.title, line.label, line.choice, line.done) for line in registration.handovers.all()]
    assert lines == [
        ("群众诉求", "路灯不亮7", "留在原地", "已通知两地"),
        ("群众诉求", "路灯不亮8", "随代表转走", "已通知两地"),
    ]


@pytest.mark.parametrize(
    ("answers", "opened"),
    [({"handover-matters-9": "goes"}, "8"), ({"handover-matters-7": "nonsense"}, "8"), ({}, "locked")],
)
def test_a_handover_that_cannot_be_done_stops_the_whole_move(answers, opened, registration, county, staff, matters):
    matters["open"] = ["7", opened]
    with pytest.raises(Refused):
        workflow.end(
            registration, reason=EndReason.MOVED_ON, moved_to=county.shishan, answers=answers, by=staff(county.fuyun)
        )
    registration.refresh_from_db()
    assert (registration.state, registration.handovers.count(), Registration.objects.count()) == (
        State.CO_MANAGED,
        0,
        1,
    )


def test_the_page_shows_the_list_first_and_moves_only_when_it_is_confirmed(
    registration, county, staff, matters, sign_in
):
    client = sign_in(staff(county.fuyun))
    address = reverse("registration:registration-move", args=[registration.pk, "end"])
    facts = {"expected": State.CO_MANAGED, "reason": EndReason.MOVED_ON, "moved_to": county.shishan.pk}
    page = client.post(address, facts).content.decode()
    assert "随档移交清单" in page
    assert "路灯不亮7" in page
    registration.refresh_from_db()
    assert registration.state == State.CO_MANAGED
    answers = {"confirmed": "1", "handover-matters-7": "stays", "handover-matters-8": "goes"}
    assert client.post(address, {**facts, **answers}).status_code == 302
    assert Registration.objects.get(previous=registration).residence == county.yuanhe
    assert "随代表转走" in client.get(registration.get_absolute_url()).content.decode()


def two_seats(registration, district_area=None):
    """Give the deputy of `registration` a county mandate beside the township's; return (township, county)."""
    township = registration.deputy.mandates.get()
    term = CongressTermFactory(area=registration.origin.parent, level=CongressLevel.COUNTY)
    district = term.districts.create(area=district_area or registration.origin, name="第1选区")
    return township, MandateFactory(
        deputy=registration.deputy, level=CongressLevel.COUNTY, term=term, district=district
    )


def end(mandate, by, reason=MandateEnd.RESIGNED, **facts):
    """End `mandate` today."""
    return workflow.end_mandate(mandate, by=by, reason=reason, on=timezone.localdate(), **facts)


def test_the_file_ends_only_with_the_last_mandate(registration, county, staff):
    township, seat = two_seats(registration)
    office = staff(county.chishi)
    end(township, office)
    registration.refresh_from_db()
    assert registration.state == State.CO_MANAGED
    end(seat, office)
    registration.refresh_from_db()
    assert (registration.state, registration.end_reason, registration.steps.get().verb) == (
        State.ENDED,
        EndReason.MANDATE_ENDED,
        "close",
    )


def test_a_county_mandate_of_the_street_where_the_deputy_lives_keeps_no_file_open(registration, county, staff):
    township, _ = two_seats(registration, district_area=county.fuyun)
    end(township, staff(county.chishi))
    registration.refresh_from_db()
    assert registration.state == State.ENDED


def test_ending_the_mandate_hands_over_what_is_open_from_any_state(county, staff, matters):
    registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=State.SUBMITTED)
    end(registration.deputy.mandates.get(), staff(county.root), MandateEnd.MOVED_AWAY)
    assert matters["done"] == [("7", "goes", None), ("8", "goes", None)]


@pytest.mark.parametrize("where", ["fuyun", "shitang"])
def test_only_the_origin_and_the_county_end_a_mandate(where, registration, county, staff):
    with pytest.raises(Denied):
        end(registration.deputy.mandates.get(), staff(getattr(county, where)))
    assert registration.deputy.mandates.get().ended_on is None


def test_a_file_cannot_be_ended_for_a_mandate_that_goes_on(registration, county, staff):
    with pytest.raises(Refused, match="仍有在任"):
        workflow.end(registration, reason=EndReason.MANDATE_ENDED, by=staff(county.chishi))


def test_a_suspended_deputy_stays_a_deputy_but_does_not_act(registration, county, staff):
    office, mandate = staff(county.chishi), registration.deputy.mandates.get()
    mandates.suspend_mandate(mandate, by=office, reason=Suspension.DETAINED, on=timezone.localdate())
    registration.refresh_from_db()
    assert (registration.state, is_serving(registration.deputy)) == (State.CO_MANAGED, False)
    assert registration.deputy.mandates.serving().exists()
    with pytest.raises(Refused):
        mandates.suspend_mandate(mandate, by=office, reason=Suspension.SENTENCED, on=timezone.localdate())
    mandates.resume_mandate(mandate, by=office, note="不起诉决定书")
    assert is_serving(registration.deputy)
    with pytest.raises(Refused):
        mandates.resume_mandate(mandate, by=office)


def test_the_pages_of_mandates(registration, county, appoint, sign_in):
    mandate = registration.deputy.mandates.get()
    addresses = [reverse(f"registration:mandate-{name}", args=[mandate.pk]) for name in ("end", "suspend", "resume")]
    answers = {
        who: [sign_in(user).get(address).status_code for address in addresses]
        for who, user in (
            ("origin", appoint(Role.OFFICE_STAFF, county.chishi)),
            ("residence", appoint(Role.OFFICE_STAFF, county.fuyun)),
            ("stranger", appoint(Role.OFFICE_STAFF, county.shitang)),
        )
    }
    assert answers == {"origin": [200] * 3, "residence": [403] * 3, "stranger": [404] * 3}
    client = sign_in(appoint(Role.OFFICE_STAFF, county.chishi))
    today = timezone.localdate().isoformat()
    client.post(addresses[1], {"reason": Suspension.DETAINED, "on": today})
    assert "暂停执行职务" in client.get(registration.deputy.get_absolute_url()).content.decode()
    client.post(addresses[2], {})
    client.post(addresses[0], {"reason": MandateEnd.DIED, "on": today})
    registration.refresh_from_db()
    assert registration.state == State.ENDED
