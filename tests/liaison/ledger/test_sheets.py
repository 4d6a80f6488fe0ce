"""The 《流动代表登记册》 on paper: fields, masking, numbering, version code, who prints it in full."""

from datetime import date

import pytest
from django.urls import reverse

from deputies.mandates.enums import MandateEnd
from deputies.people.enums import CongressLevel
from liaison.ledger import sheets, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from tests.factories.deputies import CongressTermFactory, MandateFactory
from tests.factories.ledger import LedgerEntryFactory, LedgerRoundFactory, RegisterKeeperFactory
from yunhe.audit.models import AuditEvent

State = EntryState


@pytest.fixture
def signed(county, cast, line):
    """A countersigned line with everything filled in."""
    entry = line(number=7)
    deputy = entry.deputy
    deputy.name, deputy.short_phone, deputy.home_village = "单小满", "61234", county.shuanglin
    deputy.save(update_fields=["name", "short_phone", "home_village"])
    corrections = {
        "phone": "16905784321",
        "address": "示例小区5幢302室",
        "employment": "示例合作社",
        "specialities": "茶艺",
    }
    workflow.confirm_entry(
        entry, by=cast["deputy"], household_at_home=False, role_played="走访搬迁户8户", corrections=corrections
    )
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.refresh_from_db()
    return entry


def sheet_of(entry, **options):
    [sheet] = sheets.sheets_of(sheets.with_everything(LedgerEntry.objects.filter(pk=entry.pk)), **options)
    return sheet


def test_a_sheet_holds_the_must_fields_and_masks_phone_and_address(signed, cast):
    sheet = sheet_of(signed)
    assert sheet.values == {
        "residence": "浮云街道中山社区",
        "address": "示例小区＊＊＊",
        "employment": "示例合作社",
        "specialities": "茶艺",
    }
    assert sheet.phone == "169****4321（***34）"
    assert sheet.roles[0] == ("2026年下半年", "走访搬迁户8户")
    assert (sheet.number, sheet.keeper, sheet.is_signed) == ("赤石乡第007号", cast["origin"].name, True)
    assert (sheet.household_at_home, len(sheet.mandates)) == (False, 2)


def test_a_sheet_in_full(signed):
    sheet = sheet_of(signed, in_full=True)
    assert (sheet.phone, sheet.values["address"]) == ("16905784321（61234）", "示例小区5幢302室")


def test_what_was_done_in_former_halves_follows_newest_first(county, signed):
    for half, role in (("2025-H1", "最早"), ("2025-H2", "较早"), ("2026-H1", "上半年")):
        earlier = LedgerRoundFactory(half=half, opened_on=date(2025, 5, 1), closes_on=date(2025, 6, 30))
        LedgerEntryFactory(
            round=earlier, origin=county.chishi, deputy=signed.deputy, state=State.LOCKED, role_played=role
        )
    assert [text for _, text in sheet_of(signed).roles] == ["走访搬迁户8户", "上半年", "较早"]


def test_much_text_is_set_smaller_and_leaves_one_former_half(signed):
    assert (sheet_of(signed).is_dense, len(sheet_of(signed).roles)) == (False, 3)
    signed.role_played = "走访搬迁户" * 100
    signed.save(update_fields=["role_played"])
    assert (sheet_of(signed).is_dense, len(sheet_of(signed).roles)) == (True, 2)


def test_both_mandates_stand_on_one_sheet_and_an_ended_deputy_is_struck_off(county, signed):
    term = CongressTermFactory(area=county.root, level=CongressLevel.COUNTY)
    MandateFactory(deputy=signed.deputy, level=CongressLevel.COUNTY, term=term)
    assert {(level, held) for level, held, _, _ in sheet_of(signed).mandates} == {
        ("县代表", "云和县第17届"),
        ("乡镇代表", "赤石乡第17届"),
    }
    signed.deputy.mandates.update(ended_on=date(2026, 12, 1), end_reason=MandateEnd.MOVED_AWAY)
    sheet = sheet_of(signed)
    assert (sheet.ended_on, sheet.end_reason) == (date(2026, 12, 1), "迁出或者调离本行政区域")


def test_the_version_code_changes_with_the_content_only(signed, cast):
    code = sheets.check_code(signed)
    assert sheets.check_code(LedgerEntry.objects.get(pk=signed.pk)) == code
    workflow.unlock_entry(signed, note="改错", by=cast["county"])
    assert sheets.check_code(LedgerEntry.objects.get(pk=signed.pk)) != code


def test_a_register_is_numbered_and_names_its_keeper(county, cast, signed, appoint):
    for number in (3, 11):
        LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, number=number)
    LedgerEntryFactory(origin=county.shitang, community=county.zhongshan, number=1)
    keeper = RegisterKeeperFactory(area=county.chishi, user=cast["origin"]).user
    lines = LedgerEntry.objects.visible_to(cast["county"]).filter(origin=county.chishi)
    register = sheets.register_of(signed.round, county.chishi, lines)
    assert [sheet.entry.number for sheet in register.sheets] == [3, 7, 11]
    assert (register.keeper, register.signed, register.is_partial) == (keeper.name, 1, False)
    assert [page for page, _ in register.contents[0]] == [1, 2, 3]


def test_the_residence_side_prints_an_excerpt_and_says_so(county, cast, signed, sign_in):
    LedgerEntryFactory(origin=county.chishi, community=county.shishan)
    html = sign_in(cast["residence"]).get(f"/ledger/2026-H2/print/{county.chishi.pk}/").content.decode()
    assert "节选：1 份，全册 2 份" in html


def test_the_printed_page_shows_form_cover_and_footer(county, cast, signed, sign_in):
    html = sign_in(cast["origin"]).get(f"/ledger/2026-H2/print/{county.chishi.pk}/").content.decode()
    for words in (
        "流动代表登记册",
        "登记管理人",
        "审核人",
        "户籍是否仍",
        "注销原因",
        "第 1 页",
        "联系方式已脱敏",
        "双林村",
    ):
        assert words in html
    assert "16905784321" not in html
    assert "5幢" not in html


@pytest.mark.parametrize("state", [State.OPEN, State.CONFIRMED])
def test_a_sheet_that_is_not_countersigned_says_so(state, cast, line, sign_in):
    entry = line(state)
    html = sign_in(cast["origin"]).get(reverse("ledger:entry-print", args=[entry.pk])).content.decode()
    assert "未会签 · 仅供核对" in html


def test_the_whole_register_in_full_needs_a_reason_and_is_recorded(county, cast, signed, sign_in):
    client = sign_in(cast["origin"])
    address = f"/ledger/2026-H2/print/{county.chishi.pk}/"
    refused = client.post(address, {"reason": ""}, follow=True).content.decode()
    assert "没有打印：请写明原因" in refused
    assert not AuditEvent.objects.filter(verb="ledger.print_register").exists()
    answer = client.post(address, {"reason": "装订成册存档"})
    assert "16905784321" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    event = AuditEvent.objects.get(verb="ledger.print_register")
    assert AuditEvent.objects.get(verb="ledger.print_sheet").object_id == str(signed.deputy_id)
    assert (event.reason, event.changes) == ("装订成册存档", {"单位": [None, "赤石乡"], "份数": [None, 1]})


def test_the_other_side_does_not_print_the_register_in_full(county, cast, signed, sign_in):
    client = sign_in(cast["residence"])
    address = f"/ledger/2026-H2/print/{county.chishi.pk}/"
    assert client.post(address, {"reason": "存档"}).status_code == 403
    assert "完整打印" not in client.get("/ledger/2026-H2/print/").content.decode().replace("完整打印须写明", "")


@pytest.mark.parametrize("actor", ["origin", "residence", "deputy"])
def test_one_sheet_in_full_is_for_those_who_may_see_the_contact(actor, cast, signed, sign_in):
    answer = sign_in(cast[actor]).post(reverse("ledger:entry-print", args=[signed.pk]), {"reason": "上门核对"})
    assert "16905784321" in answer.content.decode()
    assert AuditEvent.objects.get(verb="ledger.print_sheet").actor_id == cast[actor].pk


def test_only_countersigned_sheets_when_asked(county, cast, signed, sign_in):
    LedgerEntryFactory(origin=county.chishi, community=county.zhongshan)
    client = sign_in(cast["origin"])
    address = f"/ledger/2026-H2/print/{county.chishi.pk}/"
    assert client.get(address).content.decode().count("流动代表登记表</h1>") == 2
    assert client.get(f"{address}?only=locked").content.decode().count("流动代表登记表</h1>") == 1
