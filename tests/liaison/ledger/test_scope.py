"""Who sees a line of the ledger: both sides, the community, the county and the deputy; a stranger gets 404 or nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from tests.factories.ledger import LedgerEntryFactory

ROUND = "/ledger/2026-H2/"
REGISTERS = "/ledger/2026-H2/print/"


@pytest.fixture
def entry(county, cast, line):
    """A confirmed line of a deputy with a name to look for."""
    entry = line(EntryState.CONFIRMED)
    entry.deputy.name, entry.deputy.name_pinyin = "单小满", "shan xiao man"
    entry.deputy.save(update_fields=["name", "name_pinyin"])
    return entry


def addresses(entry, origin):
    """Return (method, address, data) of everything that speaks of one line."""
    own = [entry.pk]
    return [
        ("get", reverse("ledger:entry-detail", args=own), {}),
        ("get", reverse("ledger:entry-confirm", args=own), {}),
        ("post", reverse("ledger:entry-confirm", args=own), {"household_at_home": "true", "on_behalf_reason": "电话"}),
        ("post", reverse("ledger:entry-countersign", args=own), {}),
        ("post", reverse("ledger:entry-send-back", args=own), {"note": "补门牌"}),
        ("post", reverse("ledger:entry-unlock", args=own), {"note": "改错"}),
        ("post", reverse("ledger:entry-remark", args=own), {"remark": "备注"}),
        ("post", reverse("ledger:entry-reveal", args=own), {}),
        ("get", reverse("ledger:entry-print", args=own), {}),
        ("post", reverse("ledger:entry-print", args=own), {"reason": "存档"}),
        ("get", reverse("ledger:register-print", args=["2026-H2", origin.pk]), {}),
        ("post", reverse("ledger:register-print", args=["2026-H2", origin.pk]), {"reason": "存档"}),
    ]


def test_a_stranger_office_gets_404_on_every_address(entry, county, cast, sign_in):
    client = sign_in(cast["stranger"])
    answers = {
        f"{method} {address}": getattr(client, method)(address, data).status_code
        for method, address, data in addresses(entry, county.chishi)
    }
    assert set(answers.values()) == {404}, answers
    entry.refresh_from_db()
    assert entry.state == EntryState.CONFIRMED


def test_a_stranger_countersigns_nothing_by_ticking(entry, cast, sign_in):
    sign_in(cast["stranger"]).post("/ledger/countersign/", {"pk": [entry.pk, "x", "999999"]})
    entry.refresh_from_db()
    assert entry.state == EntryState.CONFIRMED


@pytest.mark.parametrize("query", ["", "?q=单小满", "?q=shan", "?state=confirmed", "?all=1"])
def test_a_stranger_finds_nothing_in_lists_and_numbers(query, entry, cast, sign_in):
    client = sign_in(cast["stranger"])
    html = client.get(ROUND + query).content.decode()
    assert "单小满</a>" not in html
    assert 'data-label="状态"' not in html
    assert "赤石乡</a>" not in client.get("/ledger/").content.decode()
    assert "没有可打印的登记册" in client.get(REGISTERS).content.decode()


def test_a_stranger_exports_nothing(entry, cast, sign_in):
    exported = sign_in(cast["stranger"]).post(ROUND, {"export": "csv"}).content.decode("utf-8-sig")
    assert "单小满" not in exported
    assert "赤石乡" not in exported


@pytest.mark.parametrize("actor", ["origin", "residence", "keeper", "county"])
def test_both_sides_the_community_and_the_county_see_it(actor, entry, county, cast, sign_in):
    client = sign_in(cast[actor])
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert "单小满" in client.get(ROUND).content.decode()
    assert "单小满" in client.post(ROUND, {"export": "csv"}).content.decode("utf-8-sig")
    assert "单小满" in client.get(f"{REGISTERS}{county.chishi.pk}/").content.decode()


def test_the_deputy_sees_the_own_line_only(entry, county, cast, sign_in):
    other = LedgerEntryFactory(origin=county.chishi, community=county.zhongshan)
    client = sign_in(cast["deputy"])
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert client.get(reverse("ledger:entry-print", args=[entry.pk])).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(ROUND).status_code == 403


def test_the_other_side_may_see_but_not_sign(entry, cast, sign_in):
    client = sign_in(cast["residence"])
    refused = client.post(reverse("ledger:entry-countersign", args=[entry.pk]))
    assert refused.status_code == 403
    assert "的登记管理人、县人大机关办理" in refused.content.decode()
    html = client.get(entry.get_absolute_url()).content.decode()
    assert "会签并锁定" not in html
    assert "保存备注" in html


@pytest.mark.parametrize("actor", ["origin", "residence", "keeper", "county"])
def test_no_list_page_print_or_export_holds_a_phone_or_address_in_full(actor, entry, county, cast, sign_in):
    deputy = entry.deputy
    deputy.phone, deputy.address = "16905784321", "示例小区5幢302室"
    deputy.save(update_fields=["phone", "address"])
    entry.facts = entry.confirmed = {**entry.facts, "phone": deputy.phone, "address": deputy.address}
    entry.save()
    client = sign_in(cast[actor])
    columns = "?cols=number,name,origin,residence,state,changes,confirmed_by,role_played,remark"
    answers = [
        client.get(ROUND + columns),
        client.get(entry.get_absolute_url()),
        client.get(reverse("ledger:entry-confirm", args=[entry.pk])),
        client.get(reverse("ledger:entry-print", args=[entry.pk])),
        client.get(f"{REGISTERS}{county.chishi.pk}/"),
        client.post(ROUND + columns, {"export": "csv"}),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert deputy.phone not in answer.content.decode("utf-8-sig")
        assert "5幢" not in answer.content.decode("utf-8-sig")


PAGES = ["/ledger/", ROUND, f"{ROUND}?state=confirmed&size=100", REGISTERS, "/ledger/keepers/", "PRINT"]


@pytest.mark.parametrize("page", PAGES)
def test_fifty_lines_cost_as_many_queries_as_one(page, county, cast, sign_in):
    client = sign_in(cast["county"])
    address = f"{REGISTERS}{county.chishi.pk}/" if page == "PRINT" else page

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=EntryState.CONFIRMED)
    queries()  # fills what is kept for the length of the process
    one = queries()
    for _ in range(49):
        LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=EntryState.CONFIRMED)
    assert LedgerEntry.objects.count() == 50
    assert queries() == one
