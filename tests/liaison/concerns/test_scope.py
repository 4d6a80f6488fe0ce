"""Who sees which concern: insiders, the other side, strangers; and whose eyes see the voter."""

import io

import docx
import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from liaison.concerns import workflow
from liaison.concerns.enums import ConcernState
from liaison.concerns.models import AnswerTemplate, Concern, ConcernPhoto, HandlingUnit
from liaison.concerns.queries import figures_by_unit
from tests.factories.accounts import AppointmentFactory
from tests.factories.concerns import AnswerTemplateFactory
from tests.factories.stations import VoterReceptionFactory
from tests.kit.counting import count_at
from tests.kit.same_cost import same_cost
from tests.liaison.concerns.test_workflow import DIRECT, FITTING, MOVES
from tests.pictures import picture_bytes
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Refused

LIST = reverse("concerns:concern-list")


def url(name, thing, *rest):
    return reverse(f"concerns:{name}", args=[thing.pk, *rest])


@pytest.fixture
def named(concern):
    """A concern with name and phone, handled by 中山社区."""
    return concern(ConcernState.ASSIGNED, voter_name="蓝小花", voter_phone="13800138000", is_anonymous=False)


def test_both_offices_the_community_and_the_county_see_it_a_stranger_does_not(
    named, county, staff, keeper, clerk, appoint, sign_in
):
    dongmen = appoint(Role.POINT_KEEPER, county.dongmen)
    for user, sees in (
        (clerk, True),
        (staff(county.chishi), True),
        (staff(county.root), True),
        (keeper, True),
        (staff(county.yuanhe), False),
        (staff(county.shitang), False),
        (dongmen, False),
    ):
        client = sign_in(user)
        assert client.get(url("concern-detail", named)).status_code == (200 if sees else 404)
        assert (named.title in client.get(LIST).content.decode()) is sees
        assert (named.title in export(client)) is sees
        assert client.post(url("concern-move", named, "pause"), {"question": "？"}).status_code in (
            (302, 403) if sees else (404,)
        )
        Concern.objects.filter(pk=named.pk).update(state="assigned", paused_on=None, paused_from="", question="")


def export(client):
    answer = client.post(LIST, {"export": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return " ".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)


def test_a_stranger_reaches_no_photo_figure_or_letter(named, county, staff, sign_in):
    client = sign_in(staff(county.yuanhe))
    for name in ("concern-edit", "concern-sheet", "concern-publish"):
        assert client.get(url(name, named)).status_code == 404
    assert client.post(url("concern-reveal", named)).status_code == 404
    assert "浮云街道" not in client.get(reverse("concerns:concern-figures")).content.decode().split("main")[-1]


def test_in_scope_but_not_in_charge_is_told_whose_turn_it_is(named, county, staff, sign_in):
    answer = sign_in(staff(county.chishi)).get(url("concern-move", named, "recall"))
    assert answer.status_code == 403
    assert "浮云街道" in answer.content.decode()


def test_a_unit_and_a_deputy_see_only_what_is_theirs(concern, unit, deputy, sign_in):
    theirs, other = concern(ConcernState.ASSIGNED, handling_unit=unit), concern(ConcernState.ASSIGNED)
    direct = concern(ConcernState.ASSIGNED, is_direct=True, deputy=deputy)
    member = sign_in(unit.members.get())
    assert member.get(url("concern-detail", theirs)).status_code == 200
    assert member.get(url("concern-detail", other)).status_code == 404
    assert theirs.title in member.get(reverse("concerns:unit-concerns")).content.decode()
    assert member.get(LIST).status_code == 403
    phone = sign_in(deputy.user)
    assert phone.get(url("concern-detail", direct)).status_code == 200
    assert phone.get(url("concern-detail", theirs)).status_code == 404
    mine = phone.get(reverse("concerns:my-concerns")).content.decode()
    assert direct.title in mine
    assert other.title not in mine


def test_a_unit_that_is_no_longer_in_use_sees_nothing(concern, unit, sign_in):
    theirs = concern(ConcernState.ASSIGNED, handling_unit=unit)
    HandlingUnit.objects.update(is_active=False)
    assert sign_in(unit.members.get()).get(url("concern-detail", theirs)).status_code == 404


def test_the_voter_is_masked_until_a_click_that_is_recorded(named, clerk, keeper, county, staff, sign_in):
    client = sign_in(clerk)
    page = client.get(url("concern-detail", named)).content.decode()
    assert "蓝**" in page
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "13800138000" in client.post(url("concern-reveal", named)).content.decode()
    assert AuditEvent.objects.filter(verb="audit.view_field", object_id=str(named.pk)).count() == 1
    for user in (keeper, staff(county.chishi)):
        assert sign_in(user).post(url("concern-reveal", named)).status_code == 403
    Concern.objects.update(shows_contact=True)
    assert sign_in(keeper).post(url("concern-reveal", named)).status_code == 200


def test_lists_and_exports_hold_no_word_of_the_voter_and_no_formula(concern, clerk, sign_in):
    concern(text="=HYPERLINK(1)我家楼下", title="=1+1", voter_phone="13800138000")
    client = sign_in(clerk)
    text = client.get(LIST).content.decode()
    assert "我家楼下" not in text
    exported = export(client)
    assert "13800138000" not in exported
    assert "我家楼下" not in exported
    book = openpyxl.load_workbook(io.BytesIO(client.post(LIST, {"export": "xlsx"}).content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value and "1+1" in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" and not str(cell.value).startswith("=") for cell in cells)


def test_a_badge_is_drawn_whether_late_or_not(concern, clerk, sign_in):
    concern()
    concern(due_on="2020-01-02")
    text = sign_in(clerk).get(LIST).content.decode()
    assert "&lt;span" not in text
    assert "严重逾期" in text


def test_one_and_many_rows_cost_the_same(concern, clerk, sign_in):
    client = sign_in(clerk)
    concern(ConcernState.ASSIGNED)
    same_cost(lambda: client.get(LIST), more=lambda: concern(ConcernState.ASSIGNED), times=8)


def test_every_figure_opens_the_list_behind_it(concern, clerk, sign_in):
    for state in ConcernState:
        concern(state)
    client = sign_in(clerk)
    page = client.get(LIST)
    for figure in page.context["figures"]:
        assert count_at(client, f"{LIST}{figure.url}") == figure.value, figure.label


def test_rates_count_the_silent_as_silent(concern):
    concern(ConcernState.CLOSED, rating="satisfied")
    concern(ConcernState.CLOSED, rating="unsatisfied", result="D")
    concern(ConcernState.CLOSED, rating="none")
    concern()
    concern(ConcernState.REFUSED)
    row = figures_by_unit(Concern.objects.all())[0]
    assert (row.total, row.answered, row.solved, row.rated, row.silent) == (4, 3, 2, 2, 1)
    assert (row.answer_rate, row.solve_rate, row.satisfied_rate) == ("75.00%", "66.67%", "50.00%")


@pytest.mark.parametrize("state", ConcernState)
def test_every_state_has_a_page_for_everyone_in_scope(concern, clerk, staff, county, sign_in, state):
    thing = concern(state)
    for user in (clerk, staff(county.root)):
        assert sign_in(user).get(url("concern-detail", thing)).status_code == 200


def test_every_move_has_a_page_that_keeps_what_is_wrong(concern, clerk, deputy, sign_in):
    for state, verb in MOVES:
        if verb in ("hand_in", "lapse", "send_back", "lift", "hear", "let_go"):
            continue
        facts = {**FITTING.get(verb, {}), **({"is_direct": True, "deputy": deputy} if verb in DIRECT else {})}
        thing = concern(state, **facts)
        client = sign_in(deputy.user if verb in DIRECT else clerk)
        assert client.get(url("concern-move", thing, verb)).status_code == 200, verb
        if verb not in ("track", "close", "tell", "accept"):
            assert client.post(url("concern-move", thing, verb), {}).status_code == 200, verb
            thing.refresh_from_db()
            assert thing.state == state


def test_the_office_works_a_matter_through_on_its_pages(concern, clerk, unit, sign_in):
    thing, client = concern(), sign_in(clerk)
    client.post(url("concern-move", thing, "accept"), {"title": "楼道灯", "category": "housing"})
    client.post(url("concern-move", thing, "assign"), {"handler": f"unit-{unit.pk}"})
    thing.refresh_from_db()
    assert (thing.state, thing.handling_unit) == ("assigned", unit)
    letter = client.get(url("concern-sheet", thing))
    words = docx.Document(io.BytesIO(letter.content))
    assert any("/m/unit/" in paragraph.text for paragraph in words.paragraphs)
    answered = AnswerTemplateFactory(area=thing.lead)
    page = client.get(url("concern-move", thing, "reply") + f"?template={answered.pk}").content.decode()
    assert "已转物业处理。</textarea>" in page
    client.post(url("concern-move", thing, "reply"), {"reply": "已修", "result": "A"})
    client.post(url("concern-move", thing, "tell"), {"told_way": "phone"})
    client.post(url("concern-move", thing, "rate"), {"rating": "satisfied"})
    client.post(url("concern-move", thing, "close"), {})
    thing.refresh_from_db()
    assert (thing.state, thing.told_way, thing.rating) == ("closed", "phone", "satisfied")
    assert [step.verb for step in thing.steps.all()] == ["accept", "assign", "reply", "tell", "rate", "close"]


def test_an_elder_is_written_down_by_staff_and_by_a_deputy(county, tree, clerk, deputy, staff, sign_in):
    facts = {"text": "小区没有坐的地方", "category": "housing", "place": county.zhongshan.pk, "voter_name": "蓝大爷"}
    for user in (clerk, deputy.user):
        client = sign_in(user)
        page = reverse("concerns:concern-create")
        assert client.get(page).status_code == 200
        once = {"one_time_number": f"desk-{user.pk}"}
        refused = client.post(page, {**facts, **once})
        assert "请先向群众说明" in refused.content.decode()
        done = client.post(page, {**facts, **once, "agrees": "on"})
        thing = Concern.objects.get(taken_by_user=user)
        assert done["Location"] == url("concern-entered", thing)
        assert "查询码" in client.get(done["Location"]).content.decode()
        assert client.post(page, {**facts, **once, "agrees": "on"})["Location"] == done["Location"]
        assert thing.channel == ("office" if user == clerk else "deputy_phone")
        assert client.post(url("concern-reveal", thing)).status_code == 200
    assert Concern.objects.count() == 2


def test_publishing_wants_consent_an_answer_and_no_name(concern, clerk, sign_in):
    client = sign_in(clerk)
    assert client.get(url("concern-publish", concern(ConcernState.CLOSED))).status_code == 403
    assert client.get(url("concern-publish", concern(may_publish=True))).status_code == 403
    thing = concern(ConcernState.CLOSED, may_publish=True, voter_name="蓝小花", is_anonymous=False)
    wrong = client.post(url("concern-publish", thing), {"public_text": "蓝小花说灯不亮", "public_reply": "已换"})
    assert "请去掉" in wrong.content.decode()
    client.post(url("concern-publish", thing), {"public_text": "灯不亮", "public_reply": "已换"})
    thing.refresh_from_db()
    assert thing.published_at
    client.post(url("concern-unpublish", thing))
    thing.refresh_from_db()
    assert thing.published_at is None


def test_units_are_kept_by_their_offices_with_appointed_people_only(county, clerk, staff, unit, appoint, sign_in):
    client = sign_in(clerk)
    assert client.get(reverse("concerns:unit-list")).status_code == 200
    client.post(reverse("concerns:unit-create"), {"name": "浮云城管所", "area": county.fuyun.pk, "is_active": "on"})
    made = HandlingUnit.objects.get(name="浮云城管所")
    assert client.get(url("unit-edit", made)).status_code == 200
    assert client.get(url("unit-edit", unit)).status_code == 403
    outsider = appoint(Role.OFFICE_STAFF, county.yuanhe)
    with pytest.raises(Refused, match="还没有"):
        workflow.keep_unit(made, by=clerk, members=[outsider])
    member = AppointmentFactory(role=Role.HANDLING_UNIT, area=county.fuyun).user
    facts = {"name": "浮云城管所", "area": county.fuyun.pk, "is_active": "on", "members": [member.pk]}
    client.post(url("unit-edit", made), facts)
    assert list(made.members.all()) == [member]


def test_templates_are_kept_and_dropped_by_the_own_office(county, clerk, sign_in):
    client, page = sign_in(clerk), reverse("concerns:template-list")
    client.post(page, {"title": "物业", "text": "已转物业处理。"})
    kept = AnswerTemplate.objects.get()
    assert kept.area == county.fuyun
    foreign = AnswerTemplateFactory(area=county.root)
    assert foreign.title in client.get(page).content.decode()
    assert client.post(reverse("concerns:template-delete", args=[foreign.pk])).status_code == 403
    client.post(reverse("concerns:template-delete", args=[kept.pk]))
    assert list(AnswerTemplate.objects.all()) == [foreign]


def test_a_part_of_a_photo_is_painted_black_for_good(concern, clerk, staff, county, sign_in):
    photo = ConcernPhoto(concern=concern())
    photo.file.save("a.jpg", ContentFile(picture_bytes()), save=False)
    photo.small.save("b.jpg", ContentFile(picture_bytes()), save=False)
    photo.save()
    page = reverse("concerns:photo-blacken", args=[photo.pk])
    assert sign_in(staff(county.chishi)).get(page).status_code == 403
    client = sign_in(clerk)
    assert "右边要大于左边" in client.post(page, {"left": 50, "top": 0, "right": 10, "bottom": 50}).content.decode()
    client.post(page, {"left": 0, "top": 0, "right": 50, "bottom": 50})
    photo.refresh_from_db()
    with photo.file.open("rb") as kept:
        image = Image.open(kept).convert("RGB")
        corner = image.getpixel((image.width // 8, image.height // 8))
    assert max(corner) < 40
    assert photo.blackened_by == clerk.display_name


def test_what_is_brought_to_a_reception_stands_in_the_list_of_concerns(tree, deputy, clerk, county, staff, sign_in):
    """The organising office, the deputy who received and both of his offices see it; a stranger does not."""
    concern = VoterReceptionFactory(station=tree.zhongshan, by=[deputy]).concern
    for person in (clerk, staff(county.chishi)):
        assert [row.pk for row in sign_in(person).get(LIST).context["listing"].page.rows] == [concern.pk]
    assert Concern.objects.visible_to(deputy.user).get() == concern
    assert not Concern.objects.visible_to(staff(county.yuanhe)).exists()
