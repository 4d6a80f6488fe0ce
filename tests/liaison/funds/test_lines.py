"""Years and lines: what comes in, is cut, passed on and reversed; who may; what the database refuses whoever asks."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from liaison.funds import workflow
from liaison.funds.enums import EntryKind, FundLevel, Guard
from liaison.funds.models import Entry, FundLine, FundYear
from tests.factories.funds import EntryFactory, FundLineFactory, FundYearFactory
from tests.kit.databases import owner
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused

RULES = {"name": "代表活动经费", "level": FundLevel.TOWNSHIP}


def sums(line):
    """Return (came in, free, held, advanced, spent) as they stand in the database."""
    line = FundLine.objects.get(pk=line.pk)
    return line.grant_cents, line.free_cents, line.held_cents, line.advanced_cents, line.spent_cents


@pytest.fixture
def year(county):
    return FundYearFactory(office=county.chishi)


def test_a_year_is_opened_once_by_the_own_keeper(county, keeper):
    opened = workflow.open_year(county.chishi, by=keeper(county.chishi), year=2026)
    assert opened.is_open
    with pytest.raises(ValidationError, match="已经开立"):
        workflow.open_year(county.chishi, by=keeper(county.chishi), year=2026)
    with pytest.raises(Denied, match="由该单位的经费管理人员办理"):
        workflow.open_year(county.fuyun, by=keeper(county.chishi), year=2026)


def test_what_is_allotted_rests_on_a_paper(county, keeper, year):
    with pytest.raises(Refused, match="预算文号"):
        workflow.add_line(year, by=keeper(county.chishi), cents=100_000, **RULES)
    made = workflow.add_line(year, by=keeper(county.chishi), cents=100_000, document="赤人大〔2026〕1号", **RULES)
    assert sums(made) == (100_000, 100_000, 0, 0, 0)
    assert made.entries.get().document == "赤人大〔2026〕1号"
    assert AuditEvent.objects.filter(verb="funds.add_line").exists()


def test_a_street_has_no_line_of_township_level(county, keeper, line):
    street = FundYearFactory(office=county.fuyun)
    with pytest.raises(Refused, match="浮云街道没有本级人大"):
        workflow.add_line(street, by=keeper(county.fuyun), **RULES)
    with pytest.raises(DatabaseError, match="congress of its own"), transaction.atomic():
        FundLineFactory(fund_year=street, level=FundLevel.TOWNSHIP)


def test_money_is_added_and_cut_with_a_reason(county, keeper, line):
    ours = line(county.chishi, 100_000)
    by = keeper(county.chishi)
    workflow.adjust_line(ours, by=by, kind=EntryKind.ADD, cents=5_050, reason="代表增加 3 名")
    workflow.adjust_line(ours, by=by, kind=EntryKind.CUT, cents=20_000, reason="压减一般性支出")
    assert sums(ours) == (85_050, 85_050, 0, 0, 0)
    assert list(ours.entries.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    with pytest.raises(Refused, match="请写明调整原因"):
        workflow.adjust_line(ours, by=by, kind=EntryKind.ADD, cents=1, reason=" ")


def test_what_is_cut_must_be_free_and_the_refusal_says_how_much_is(county, keeper, line):
    ours = line(county.chishi, 12_000)
    with pytest.raises(Refused, match=r"可用 120\.00 元，本次需 350\.00 元，差 230\.00 元"):
        workflow.adjust_line(ours, by=keeper(county.chishi), kind=EntryKind.CUT, cents=35_000, reason="调减")
    assert sums(ours) == (12_000, 12_000, 0, 0, 0)


def test_the_county_passes_money_on_to_a_street_and_both_lines_show_it(county, keeper, line):
    whole, street = line(county.root, 500_000), line(county.fuyun)
    out, into = workflow.transfer(whole, by=keeper(county.root), to=street, cents=80_000, reason="拨付街道代表活动经费")
    assert (sums(whole)[:2], sums(street)[:2]) == ((420_000, 420_000), (80_000, 80_000))
    assert (out.batch, out.other_line, into.other_line) == (into.batch, street, whole)


def test_levels_are_not_mixed_and_nobody_pays_himself(county, keeper, line):
    whole, township = line(county.root, 500_000), line(county.chishi)
    with pytest.raises(Refused, match="不同层级不能混用"):
        workflow.transfer(whole, by=keeper(county.root), to=township, cents=1, reason="误")
    with pytest.raises(Refused, match="不能拨给自己"):
        workflow.transfer(whole, by=keeper(county.root), to=whole, cents=1, reason="误")


def test_an_entry_is_reversed_once_and_stays(county, keeper, line):
    ours, by = line(county.chishi, 100_000), keeper(county.chishi)
    entry = workflow.adjust_line(ours, by=by, kind=EntryKind.ADD, cents=700, reason="误登")
    (back,) = workflow.reverse_entry(entry, by=by, reason="重复登记")
    assert (sums(ours)[1], back.reverses, back.kind) == (100_000, entry, EntryKind.REVERSE)
    with pytest.raises(Denied, match=f"已由第 {back.number} 号冲销"):
        workflow.reverse_entry(Entry.objects.get(pk=entry.pk), by=by, reason="再冲")
    with pytest.raises(Denied, match="在原单据上更正"):
        workflow.reverse_entry(back, by=by, reason="再冲")


def test_a_transfer_is_reversed_in_both_lines(county, keeper, line):
    whole, street = line(county.root, 500_000), line(county.fuyun)
    out, _ = workflow.transfer(whole, by=keeper(county.root), to=street, cents=80_000, reason="拨付")
    workflow.reverse_entry(out, by=keeper(county.root), reason="拨错街道")
    assert (sums(whole)[1], sums(street)[1]) == (500_000, 0)


def test_what_a_line_pays_for_stays_once_something_was_entered(county, keeper, line):
    ours, by = line(county.chishi, 100), keeper(county.chishi)
    with pytest.raises(Refused, match="请另设科目"):
        workflow.edit_line(ours, by=by, use="training")
    workflow.edit_line(ours, by=by, name="改名", carries=True)
    assert FundLine.objects.get(pk=ours.pk).carries


def test_a_line_that_only_warns_says_how_far(county, keeper, line):
    with pytest.raises(ValidationError, match="最多允许透支多少"):
        workflow.edit_line(line(county.chishi), by=keeper(county.chishi), at_approval=Guard.WARN)


def test_nothing_moves_in_a_closed_year(county, keeper, line):
    ours = line(county.chishi, 100)
    FundYear.objects.filter(pk=ours.fund_year_id).update(closed_at=timezone.now(), closed_by="赤石经费")
    with pytest.raises(Denied, match="已结账"):
        workflow.adjust_line(ours, by=keeper(county.chishi), kind=EntryKind.ADD, cents=1, reason="补")
    row = {
        "line": ours,
        "number": 2,
        "kind": "add",
        "from_bucket": "grant",
        "to_bucket": "free",
        "cents": 1,
        "text": "补",
    }
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Entry.objects.create(**row, by="谁")


def test_the_database_compares_balances_and_entries_at_every_commit(county, line):
    ours = line(county.chishi, 100)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="not the sums"), transaction.atomic():
        FundLine.objects.filter(pk=ours.pk).update(grant_cents=200, free_cents=200)
    with pytest.raises(DatabaseError, match="fund_line_every_cent"), transaction.atomic():
        FundLine.objects.filter(pk=ours.pk).update(free_cents=99)


def test_an_entry_is_changed_by_nobody(county, line):
    entry = EntryFactory(line=line(county.chishi))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(cents=1)
    with owner(), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()


# --- pages ---


def test_insider_other_side_and_stranger(county, keeper, line, cast, appoint, sign_in):
    ours = line(county.chishi, 100_000)
    url, edit = ours.get_absolute_url(), reverse("funds:line-adjust", args=[ours.pk])
    assert sign_in(keeper(county.chishi)).get(edit).status_code == 200
    assert sign_in(cast["origin"]).get(url).status_code == 200
    assert sign_in(cast["origin"]).get(edit).status_code == 403
    assert sign_in(cast["county"]).get(url).status_code == 200
    assert sign_in(cast["residence"]).get(url).status_code == 404
    assert sign_in(appoint(Role.FINANCE, county.shitang)).get(edit).status_code == 404
    assert sign_in(cast["keeper"]).get(url).status_code == 403
    assert sign_in(cast["deputy"]).get(url).status_code == 403


def test_who_only_keeps_money_begins_with_the_lines(county, keeper, line, sign_in):
    line(county.chishi, 100_000, name="流动代表专项经费")
    page = sign_in(keeper(county.chishi)).get("/", follow=True).content.decode()
    assert "流动代表专项经费" in page
    assert "1,000.00" in page


def test_the_pages_do_what_they_say(county, keeper, sign_in):
    client = sign_in(keeper(county.chishi))
    client.post(reverse("funds:year-open"), {"office": county.chishi.pk, "year": "2026"})
    year = FundYear.objects.get()
    answer = client.post(
        reverse("funds:line-add", args=[year.pk]),
        {"name": "代表活动经费", "level": "township", "use": "activity", "at_approval": "stop", "at_payment": "stop",
         "cents": "12,000.50", "document": "赤人大〔2026〕1号"}, follow=True,
    )  # fmt: skip
    made = FundLine.objects.get()
    assert made.free_cents == 1_200_050
    assert "12,000.50" in answer.content.decode()
    client.post(reverse("funds:line-adjust", args=[made.pk]), {"kind": "cut", "cents": "0.50", "reason": "取整"})
    assert sums(made)[1] == 1_200_000
    entry = made.entries.get(kind="cut")
    client.post(reverse("funds:entry-reverse", args=[entry.pk]), {"reason": "不用取整"})
    page = client.get(made.get_absolute_url()).content.decode()
    assert "已由第 3 号冲销" in page
    assert client.get(reverse("funds:year-detail", args=[year.pk])).status_code == 200
    assert client.get(reverse("funds:line-edit", args=[made.pk])).status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"), [("-3", "大于 0"), ("abc", "金额请写数字"), ("1.234", "写到分"), ("", "请填写金额")]
)
def test_a_wrong_amount_is_told(county, keeper, line, sign_in, typed, says):
    ours = line(county.chishi)
    url = reverse("funds:line-adjust", args=[ours.pk])
    page = sign_in(keeper(county.chishi)).post(url, {"kind": "add", "cents": typed, "reason": "追加"}).content.decode()
    assert says in page
    assert not ours.entries.exists()


@pytest.mark.parametrize("name", ["line-list", "year-list", "entry-list"])
def test_one_row_and_many_cost_the_same(county, keeper, line, cast, sign_in, name):
    line(county.chishi, 100)
    client = sign_in(cast["county"])

    def more():
        for office in (county.shitang, county.fuyun, county.yuanhe):
            line(office, 100)

    same_cost(lambda: client.get(reverse(f"funds:{name}")), more=more)
