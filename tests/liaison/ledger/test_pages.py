"""What people do on the ledger's pages: the deputy's two taps, the keeper's countersign, the audited looks."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison.ledger import queries, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.ledger import LedgerEntryFactory, LedgerRoundFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import CheckInFactory, make_tree
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent

State = EntryState
MINE = "/ledger/mine/"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_has_changed_two_taps(cast, line, sign_in):
    entry = line()
    client = sign_in(cast["deputy"])
    html = page(client, MINE)
    assert "没有变化，确认" in html
    assert entry.deputy.phone in html
    confirm = reverse("ledger:entry-confirm", args=[entry.pk])
    answer = client.post(
        confirm, {"household_at_home": "true", "role_played": "走访5户", "unchanged": "1"}, follow=True
    )
    assert "已确认，等登记管理人会签" in answer.content.decode()
    entry.refresh_from_db()
    assert (entry.state, entry.has_changes, entry.role_played) == (State.CONFIRMED, False, "走访5户")
    assert "目前没有需要您确认的台账" in page(client, MINE)


def test_without_the_answer_on_the_household_nothing_is_confirmed_and_nothing_typed_is_lost(cast, line, sign_in):
    entry = line()
    confirm = reverse("ledger:entry-confirm", args=[entry.pk])
    answer = sign_in(cast["deputy"]).post(confirm, {"unchanged": "1", "role_played": "帮助联系就业2人"})
    html = answer.content.decode()
    assert "请回答户籍是否仍在流出地" in html
    assert "帮助联系就业2人" in html
    entry.refresh_from_db()
    assert entry.state == State.OPEN


def test_a_correction_arrives_and_shows_beside_the_file(county, cast, line, sign_in):
    entry = line()
    client = sign_in(cast["deputy"])
    confirm = reverse("ledger:entry-confirm", args=[entry.pk])
    assert entry.deputy.phone in page(client, confirm)
    data = {
        "household_at_home": "false",
        "residence": county.dongmen.pk,
        "address": "示例小区8幢",
        "phone": "169 0578-7777",
        "employment": "示例公司",
        "specialities": "电商",
    }
    answer = client.post(confirm, data, follow=True)
    assert "代表资格终止" in answer.content.decode()
    entry.refresh_from_db()
    assert (entry.confirmed["phone"], entry.confirmed["residence_id"]) == ("16905787777", county.dongmen.pk)
    html = page(sign_in(cast["origin"]), entry.get_absolute_url())
    assert "浮云街道中山社区" in html
    assert "浮云街道东门社区" in html
    assert "代表资格提醒" in html


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phone", "123", "手机应为11位数字"),
        ("residence_outside", "丽水市", "现居住地只能填一处"),
        ("household_at_home", "", "请回答户籍是否仍在流出地"),
    ],
)
def test_wrong_input_is_said_and_changes_nothing(field, value, said, county, cast, line, sign_in):
    entry = line()
    data = {"household_at_home": "true", "residence": county.zhongshan.pk, field: value}
    answer = sign_in(cast["deputy"]).post(reverse("ledger:entry-confirm", args=[entry.pk]), data)
    assert said in answer.content.decode()
    entry.refresh_from_db()
    assert entry.state == State.OPEN


def test_the_community_confirms_for_a_deputy_with_a_reason(cast, line, sign_in):
    entry = line()
    client = sign_in(cast["keeper"])
    confirm = reverse("ledger:entry-confirm", args=[entry.pk])
    assert "代为确认请写明原因" in client.post(confirm, {"household_at_home": "true"}).content.decode()
    client.post(confirm, {"household_at_home": "true", "on_behalf_reason": "已电话核对"})
    entry.refresh_from_db()
    assert (entry.state, entry.confirmed_by) == (State.CONFIRMED, cast["keeper"].display_name)
    assert "已电话核对" in page(sign_in(cast["origin"]), entry.get_absolute_url())


def test_the_check_ins_of_the_half_year_are_offered_as_what_was_done(county, cast, line, sign_in):
    entry = line(round=LedgerRoundFactory(half="2026-H1", opened_on=date(2026, 5, 1), closes_on=date(2026, 6, 30)))
    zone = timezone.get_current_timezone()
    station = make_tree(county).zhongshan
    days = (datetime(2026, 1, 1, 0, 0, tzinfo=zone), datetime(2026, 6, 30, 23, 59, tzinfo=zone))
    for at in (*days, datetime(2026, 7, 1, 0, 0, tzinfo=zone)):
        CheckInFactory(deputy=entry.deputy, station=station, at=at)
    assert queries.suggested_role(entry) == "到联络站2次。"
    assert "到联络站2次。" in page(sign_in(cast["deputy"]), MINE)


def test_the_keeper_countersigns_sends_back_and_the_county_unlocks(cast, line, sign_in):
    entry = line()
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True)
    client = sign_in(cast["origin"])
    html = page(client, entry.get_absolute_url())
    entry.refresh_from_db()
    assert f'name="seen" value="{entry.confirmed_at.isoformat()}"' in html
    client.post(reverse("ledger:entry-send-back", args=[entry.pk]), {"note": "请补门牌"})
    assert "请补门牌" in page(sign_in(cast["deputy"]), MINE)
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True)
    client = sign_in(cast["origin"])
    client.post(reverse("ledger:entry-countersign", args=[entry.pk]))
    entry.refresh_from_db()
    assert entry.state == State.LOCKED
    assert client.post(reverse("ledger:entry-unlock", args=[entry.pk]), {"note": "改"}).status_code == 403
    sign_in(cast["county"]).post(reverse("ledger:entry-unlock", args=[entry.pk]), {"note": "住址写错"})
    entry.refresh_from_db()
    assert entry.state == State.CONFIRMED


def test_ticked_lines_are_countersigned_and_changed_ones_named(county, cast, line, sign_in):
    plain = line()
    workflow.confirm_entry(plain, by=cast["deputy"], household_at_home=True)
    changed = LedgerEntryFactory(
        origin=county.chishi, community=county.zhongshan, state=State.CONFIRMED, has_changes=True
    )
    answer = sign_in(cast["origin"]).post(
        "/ledger/countersign/", {"pk": [plain.pk, changed.pk], "is_sure": "1"}, follow=True
    )
    html = answer.content.decode()
    assert "已会签 1 条" in html
    assert "1 条代表有更正" in html
    assert list(LedgerEntry.objects.filter(state=State.LOCKED)) == [plain]


def test_a_look_at_phone_and_address_is_recorded(cast, line, sign_in):
    entry = line()
    client = sign_in(cast["origin"])
    assert entry.deputy.phone not in page(client, entry.get_absolute_url())
    html = client.post(reverse("ledger:entry-reveal", args=[entry.pk])).content.decode()
    assert entry.deputy.phone in html
    event = AuditEvent.objects.get(verb="ledger.reveal_contact")
    assert (event.actor_id, event.object_id) == (cast["origin"].pk, str(entry.deputy_id))
    assert entry.deputy.phone not in str(event.changes)


def test_the_list_is_narrowed_by_changes_lateness_place_and_completeness(county, cast, sign_in):
    def make(name, **facts):
        entry = LedgerEntryFactory(**{"origin": county.chishi, "community": county.zhongshan, **facts})
        entry.deputy.name = name
        entry.deputy.save(update_fields=["name"])
        return entry

    old = LedgerRoundFactory(half="2025-H2", opened_on=date(2025, 11, 1), closes_on=date(2025, 12, 31))
    make("甲更正", round=old, state=State.CONFIRMED, has_changes=True)
    make("乙不变", round=old, state=State.LOCKED, completeness=100)
    make("丙逾期", round=old, community=county.shishan)
    make("丁移出", round=old, state=State.DROPPED)
    client = sign_in(cast["county"])

    def names(query):
        html = page(client, f"/ledger/2025-H2/?{query}")
        return {name for name in ("甲更正", "乙不变", "丙逾期", "丁移出") if name in html}

    assert names("all=1") == {"甲更正", "乙不变", "丙逾期"}
    assert names("changes=yes") == {"甲更正"}
    assert names("changes=no") == {"乙不变"}
    assert names("late=overdue") == {"甲更正", "丙逾期"}
    assert names("late=late") == {"甲更正", "乙不变"}
    assert names(f"community={county.shishan.pk}") == {"丙逾期"}
    assert names("complete=yes") == {"乙不变"}
    assert names("state=dropped") == {"丁移出"}
    assert names("q=丙") == {"丙逾期"}


def test_the_rounds_page_counts_what_is_in_scope_and_what_is_late(county, cast, sign_in):
    old = LedgerRoundFactory(half="2025-H2", opened_on=date(2025, 11, 1), closes_on=date(2025, 12, 31))
    for state in (State.OPEN, State.CONFIRMED, State.LOCKED, State.DROPPED):
        LedgerEntryFactory(round=old, origin=county.chishi, community=county.zhongshan, state=state)
    LedgerEntryFactory(round=old, origin=county.shitang, community=county.zhongshan)
    [row] = queries.rounds_for(cast["origin"])
    assert (row["expected"], row["open"], row["confirmed"], row["locked"], row["late"]) == (3, 1, 1, 1, 2)
    [row] = queries.rounds_for(cast["residence"])
    assert row["expected"] == 4
    chishi, zone = queries.completeness(old, [county.chishi, county.zone])
    assert (chishi["unit"], chishi["expected"], chishi["locked"], chishi["late"]) == (county.chishi, 3, 1, 2)
    assert (zone["unit"], zone["expected"], zone["fullness"]) == (county.zone, 0, "")
    assert "逾期" in page(sign_in(cast["county"]), "/ledger/")


def test_the_county_opens_a_missing_round_by_the_page(county, cast, sign_in):
    client = sign_in(cast["county"])
    halves = [str(half) for half in queries.halves_to_open(cast["county"])]
    assert "还没有台账轮次" in page(client, "/ledger/")
    client.post("/ledger/open/", {"half": halves[0]})
    client.post("/ledger/open/", {"half": halves[0]})
    client.post("/ledger/open/", {"half": "2031-H1"})
    assert [opened.half for opened in LedgerRound.objects.all()] == [halves[0]]
    assert sign_in(cast["origin"]).post("/ledger/open/", {"half": halves[1]}).status_code == 403


def test_a_deputy_without_a_file_is_told_whom_to_ask(county, appoint, sign_in):
    answer = sign_in(appoint(Role.DEPUTY, county.chishi)).get(MINE)
    assert answer.status_code == 403
    assert "请联系原选区所在乡镇人大" in answer.content.decode()


def test_the_page_of_a_line_beyond_the_county_and_of_a_dropped_one(county, cast, sign_in):
    outside = LedgerEntryFactory(origin=county.chishi)
    outside.deputy.residence_outside = "丽水市莲都区"
    outside.deputy.save(update_fields=["residence_outside"])
    dropped = LedgerEntryFactory(
        origin=county.chishi, community=county.zhongshan, state=State.DROPPED, dropped_reason="已回流出地居住"
    )
    client = sign_in(cast["origin"])
    assert "县外" in page(client, outside.get_absolute_url())
    html = page(client, dropped.get_absolute_url())
    assert "已移出本轮" in html
    assert "代为确认" not in html
    assert "县外：丽水市莲都区" in page(client, "/ledger/2026-H2/")


def test_the_file_stands_beside_last_half_only_where_it_has_changed_since(county, cast, line, sign_in):
    earlier = LedgerRoundFactory(half="2026-H1", opened_on=date(2026, 5, 1), closes_on=date(2026, 6, 30))
    entry = line()
    LedgerEntryFactory(round=earlier, origin=county.chishi, deputy=entry.deputy, state=State.LOCKED)
    client = sign_in(cast["origin"])
    assert "开启时档案" not in page(client, entry.get_absolute_url())
    entry.facts = {**entry.facts, "employment": "新单位"}
    entry.save(update_fields=["facts"])
    entry.deputy.employment = "新单位"
    entry.deputy.save(update_fields=["employment"])
    html = page(client, entry.get_absolute_url())
    assert "开启时档案" in html
    assert "与上次不同" in html


def test_the_deputy_sees_the_file_of_today_not_of_the_opening(cast, line, sign_in):
    entry = line()
    entry.deputy.employment = "上周登记的新单位"
    entry.deputy.save(update_fields=["employment"])
    assert "上周登记的新单位" in page(sign_in(cast["deputy"]), MINE)


def test_a_countersigned_move_reminds_of_the_file_that_it_leaves_behind(county, cast, line, sign_in):
    entry = line()
    RegistrationFactory(deputy=entry.deputy, origin=county.chishi, residence=county.fuyun)
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True, residence=county.shishan)
    client = sign_in(cast["origin"])
    answer = client.post(reverse("ledger:entry-countersign", args=[entry.pk]), follow=True)
    assert "请在双向共管档案里结束与浮云街道的共管并重新登记" in answer.content.decode()


def test_what_is_shown_may_be_emptied_and_what_is_hidden_stays(cast, line, sign_in):
    entry = line()
    entry.deputy.specialities, entry.deputy.employment = "茶艺", "示例公司"
    entry.deputy.save(update_fields=["specialities", "employment"])
    data = {"household_at_home": "true", "specialities": "", "phone": "", "on_behalf_reason": "已电话核对"}
    sign_in(cast["origin"]).post(reverse("ledger:entry-confirm", args=[entry.pk]), data)
    entry.refresh_from_db()
    confirmed = entry.confirmed
    assert (confirmed["specialities"], confirmed["employment"], confirmed["phone"]) == (
        "",
        "示例公司",
        entry.deputy.phone,
    )


def test_a_deputy_entered_in_an_open_round_is_named_until_the_daily_job_takes_him_in(county, cast, sign_in):
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    late = DeputyFactory(name="林后来", origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=late)
    client = sign_in(cast["origin"])
    assert "还没有列入本轮：林后来" in client.get(opened.get_absolute_url()).content.decode()
    assert "林后来" not in sign_in(cast["stranger"]).get(opened.get_absolute_url()).content.decode()
    workflow.refresh_round(opened)
    assert "还没有列入本轮" not in sign_in(cast["origin"]).get(opened.get_absolute_url()).content.decode()
