"""People who are no deputies: who enters, corrects, renews and ends them; who sees them; what the register refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from deputies.associates import workflow as associates
from deputies.associates.enums import AssociateKind, ExitReason
from deputies.associates.models import Associate
from tests.factories.associates import AssociateFactory
from tests.factories.deputies import DeputyFactory, TeamFactory, TeamMemberFactory
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove

FACTS = {"name": "蓝 小满", "kind": AssociateKind.DELIBERATOR, "phone": "16905790001"}


def test_an_office_enters_somebody_once_and_the_phone_is_kept_masked(county, staff):
    by = staff(county.fuyun)
    made = associates.enter_associate(by=by, area=county.zhongshan, **FACTS)
    assert (made.name, made.name_initials, made.masked_phone, made.status) == ("蓝小满", "lxm", "169****0001", "在任")
    assert AuditEvent.objects.get(verb="deputies.enter_associate").area_paths == [county.zhongshan.path]
    with pytest.raises(ValidationError, match="已登记过"):
        associates.enter_associate(by=by, area=county.zhongshan, **FACTS)
    other = associates.enter_associate(by=by, area=county.zhongshan, **{**FACTS, "phone": "16905790002"})
    changed = associates.edit_associate(other, by=by, post="第三网格", phone="16905790003")
    event = AuditEvent.objects.get(verb="deputies.edit_associate")
    assert event.changes["手机"] == ["169****0002", "169****0003"]
    assert changed.post == "第三网格"
    with pytest.raises(Denied, match="本单位"):
        associates.enter_associate(by=by, area=county.chishi, **FACTS)
    with pytest.raises(ValidationError, match="与姓名不同"):
        associates.edit_associate(other, by=by, deputy=DeputyFactory(origin=county.fuyun, name="别人"))


def test_a_term_runs_out_is_renewed_and_ends_with_what_hangs_on_it(county, staff):
    by, today = staff(county.fuyun), timezone.localdate()
    person = AssociateFactory(area=county.zhongshan, ends_on=today - timedelta(days=1))
    assert person.status == "任期已满"
    assert list(Associate.objects.term_over()) == [person]
    with pytest.raises(ValidationError, match="晚于今天"):
        associates.renew_associate(person, by=by, ends_on=today)
    person = associates.renew_associate(person, by=by, ends_on=today + timedelta(days=700))
    assert person.status == "在任"
    member = TeamMemberFactory(team=TeamFactory(area=county.fuyun), associate=person)
    with pytest.raises(ValidationError, match="写明是什么原因"):
        associates.end_associate(person, by=by, exit_reason=ExitReason.OTHER, on=today)
    with pytest.raises(ValidationError, match="不能晚于今天"):
        associates.end_associate(person, by=by, exit_reason=ExitReason.MOVED, on=today + timedelta(days=1))
    associates.end_associate(person, by=by, exit_reason=ExitReason.MOVED, on=today)
    member.refresh_from_db()
    assert (member.left_on, member.leave_reason) == (today, "退出：迁离或调离")
    with pytest.raises(IllegalMove, match="已于"):
        associates.renew_associate(person, by=by, ends_on=today + timedelta(days=900))


@pytest.mark.parametrize(
    ("who", "role", "sees", "keeps"),
    [
        ("fuyun", Role.OFFICE_STAFF, True, True),
        ("zhongshan", Role.POINT_KEEPER, True, True),
        ("dongmen", Role.POINT_KEEPER, False, False),
        ("chishi", Role.OFFICE_STAFF, True, False),  # the other unit of the joint team
        ("shitang", Role.OFFICE_STAFF, False, False),
        ("root", Role.COUNTY_OFFICE, True, True),
    ],
)
def test_insider_other_side_and_stranger(county, appoint, sign_in, who, role, sees, keeps):
    person = AssociateFactory(area=county.zhongshan, name="王网格")
    TeamMemberFactory(team=TeamFactory(area=county.fuyun, partner=county.chishi), associate=person)
    client = sign_in(appoint(role, getattr(county, who)))
    page = client.get(person.get_absolute_url())
    assert page.status_code == (200 if sees else 404)
    assert ("王网格" in client.get(reverse("associates:associate-list")).content.decode()) is sees
    for name in ("associate-edit", "associate-end", "associate-reveal"):
        address = reverse(f"associates:{name}", args=[person.pk])
        answer = client.post(address, {})
        assert answer.status_code == ((200 if keeps else 403) if sees else 404), name


def test_a_clerk_enters_somebody_on_the_page_finds_and_ends_the_person(county, staff, sign_in):
    client = sign_in(staff(county.fuyun))
    form = {"name": "雷晓", "kind": "deliberator", "area": county.zhongshan.pk, "begins_on": "2026-01-01"}
    assert "请选择身份" in client.post(reverse("associates:associate-create"), {**form, "kind": ""}).content.decode()
    answer = client.post(reverse("associates:associate-create"), form, follow=True)
    assert "雷晓（议事员）已登记" in answer.content.decode()
    person = Associate.objects.get()
    url = reverse("associates:associate-list")
    for query, found in (
        ("?q=leixiao", True),
        ("?q=王", False),
        ("?kind=grid_worker", False),
        ("?standing=left", False),
    ):
        assert (person.get_absolute_url() in client.get(url + query).content.decode()) is found
    end = reverse("associates:associate-end", args=[person.pk])
    client.post(end, {"exit_reason": "own_wish", "on": "2026-05-01"})
    person.refresh_from_db()
    assert person.left_on == date(2026, 5, 1)
    assert person.get_absolute_url() in client.get(url + "?standing=left").content.decode()


def test_one_and_many_cost_the_same(county, staff, sign_in):
    client, url = sign_in(staff(county.fuyun)), reverse("associates:associate-list")

    def more():
        TeamMemberFactory(team=TeamFactory(area=county.fuyun), associate=AssociateFactory(area=county.zhongshan))

    more()
    same_cost(lambda: client.get(url), more=more, times=6)
