"""Documents: editions that stay, obligations that come from them, who keeps and who reads."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liaison.documents import workflow
from liaison.documents.enums import DOCUMENT, DocumentState
from liaison.documents.models import Document, DocumentEdition, DocumentObligation
from liaison.obligations.models import ObligationTemplate
from tests.factories.deputies import DeputyFactory
from tests.kit.machines import spelled, written
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied

TODAY = timezone.localdate()
PDF = b"%PDF-1.7\n1 0 obj\n"


def pdf(name="制度.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def head(county, staff):
    return staff(county.root)


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


@pytest.fixture
def put_in():
    """Return a function (by, area, **facts) -> document with one edition."""

    def make(by, area, **facts):
        known = {
            "kind": "notice",
            "title": "流动代表双向共管制度",
            "issuer": "县人大常委会",
            "summary": "半年更新一次台账。",
        }
        return workflow.add_document(by=by, area=area, effective_on=TODAY, **{**known, **facts})

    return make


@pytest.fixture
def notice(head, county, put_in):
    return put_in(head, county.root)


def rule_of(area, key="half-ledger", **facts):
    return ObligationTemplate.objects.create(area=area, key=key, title="更新半年台账", source="制度", **facts)


# --- editions -------------------------------------------------------------------------------------------------------


def test_a_revision_adds_an_edition_and_keeps_the_one_before(notice, head):
    edition = workflow.add_edition(
        notice, by=head, effective_on=TODAY, summary="每季更新。", change_note="改为每季", upload=pdf()
    )
    assert edition.number == 2
    assert [row.summary for row in notice.editions.all()] == ["每季更新。", "半年更新一次台账。"]
    assert edition.filename == "制度.pdf"
    assert len(edition.fingerprint) == 64
    assert "制度" not in edition.file.name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("制度.pdf", b"MZ\x90\x00", "不是 pdf 格式"),
        ("制度.exe", PDF, "只接受"),
        ("制度.html", b"<script>", "只接受"),
        ("制度.pdf", b"", "空"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_written(notice, head, name, content, words):
    upload = pdf(name, content)
    with pytest.raises(ValidationError, match=words):
        workflow.add_edition(notice, by=head, effective_on=TODAY, summary="x", change_note="y", upload=upload)
    assert notice.editions.count() == 1


def test_the_same_title_in_force_is_refused_with_what_to_do(notice, head, county, put_in):
    with pytest.raises(ValidationError, match="登记新版本"):
        put_in(head, county.root)


# --- states ---------------------------------------------------------------------------------------------------------


MOVES = """
    in_force   abolish  *  abolished
    abolished  restore  *  in_force
"""
LIFE = {(line.state, line.verb): line.after[0] for line in written(MOVES)}
DO = {
    "abolish": lambda document, by: workflow.abolish(document, by=by, reason="被新通知代替"),
    "restore": lambda document, by: workflow.restore(document, by=by),
}


def test_the_table_is_what_is_written_here():
    assert spelled(DOCUMENT) == written(MOVES)


@pytest.mark.parametrize("who", ["head", "clerk"])
@pytest.mark.parametrize("state", DocumentState.values)
@pytest.mark.parametrize("verb", DO)
def test_every_move_is_made_by_the_keeper_where_it_is_legal(notice, head, clerk, state, verb, who):
    if state == DocumentState.ABOLISHED:
        notice = workflow.abolish(notice, by=head, reason="x")
    if who == "head" and (state, verb) in LIFE:
        assert DO[verb](notice, head).state == LIFE[state, verb]
    else:
        with pytest.raises(Denied, match="不能" if who == "head" else "由印发或转发"):
            DO[verb](notice, {"head": head, "clerk": clerk}[who])


def test_an_abolished_document_is_read_but_not_revised(notice, head):
    workflow.abolish(notice, by=head, reason="被新通知代替")
    with pytest.raises(Denied, match="先恢复现行"):
        workflow.add_edition(notice, by=head, effective_on=TODAY, summary="x", change_note="y")
    back = workflow.restore(notice, by=head)
    assert (back.state, back.abolished_on, back.abolish_reason) == (DocumentState.IN_FORCE, None, "")


# --- who keeps, who reads -------------------------------------------------------------------------------------------


def test_each_office_keeps_its_own_and_the_county_never_speaks_for_a_unit(head, clerk, county, staff, put_in):
    own = put_in(clerk, county.chishi, title="赤石乡实施办法")
    for other in (head, staff(county.fuyun)):
        with pytest.raises(Denied):
            workflow.abolish(own, by=other, reason="x")
    with pytest.raises(Denied):
        put_in(clerk, county.root, title="冒名")


def test_the_county_s_binds_everybody_and_a_unit_s_its_own(notice, head, clerk, county, staff, appoint, put_in):
    put_in(clerk, county.chishi, title="赤石乡实施办法")
    deputy = appoint(Role.DEPUTY, county.chishi)
    DeputyFactory(origin=county.chishi, user=deputy)
    keeper = appoint(Role.POINT_KEEPER, county.shuanglin)

    def seen(user):
        return sorted(Document.objects.visible_to(user).values_list("title", flat=True))

    both = ["流动代表双向共管制度", "赤石乡实施办法"]
    assert seen(clerk) == seen(deputy) == seen(keeper) == seen(head) == both
    assert seen(staff(county.fuyun)) == both[:1]
    assert seen(appoint(Role.SYSTEM_ADMIN, county.root)) == []


def test_a_stranger_finds_neither_page_nor_file(clerk, county, staff, sign_in, put_in):
    own = put_in(clerk, county.chishi, upload=pdf())
    client = sign_in(staff(county.fuyun))
    assert client.get(own.get_absolute_url()).status_code == 404
    edition = own.editions.get()
    assert client.get(reverse("documents:edition-file", args=[edition.pk])).status_code == 404
    assert client.post(reverse("documents:document-abolish", args=[own.pk])).status_code == 404


# --- obligations ---------------------------------------------------------------------------------------------------------


def test_an_obligation_is_linked_once_and_survives_a_new_version_of_its_rule(notice, head, county, sign_in):
    rule = rule_of(county.root)
    link = workflow.link_obligation(notice, rule, by=head, article="第三条")
    with pytest.raises(ValidationError, match="已经列在"):
        workflow.link_obligation(notice, rule, by=head)
    ObligationTemplate.objects.filter(pk=rule.pk).update(until=TODAY)
    rule_of(county.root, version=2).title = "更新台账"
    ObligationTemplate.objects.filter(version=2).update(title="每季更新台账")
    page = sign_in(head).get(notice.get_absolute_url()).content.decode()
    assert "每季更新台账" in page
    assert "第三条" in page
    workflow.unlink_obligation(link, by=head)
    assert not DocumentObligation.objects.exists()


def test_only_rules_of_the_same_area_that_run_are_offered(notice, head, county, sign_in):
    rule_of(county.root)
    rule_of(county.chishi, key="own", until=None)
    rule_of(county.root, key="old", since=TODAY, until=TODAY)
    page = sign_in(head).get(notice.get_absolute_url())
    assert list(page.context["link_form"].fields["rule"].queryset.values_list("key", flat=True)) == ["half-ledger"]


# --- pages ----------------------------------------------------------------------------------------------------------


def test_an_office_puts_in_revises_and_abolishes_on_the_pages(county, head, sign_in):
    client = sign_in(head)
    sent = {
        "kind": "notice",
        "title": "联席会议制度",
        "issuer": "县人大常委会",
        "area": county.root.pk,
        "effective_on": TODAY.isoformat(),
        "summary": "每年至少一次。",
    }
    assert (
        "已登记"
        in client.post(reverse("documents:document-create"), {**sent, "upload": pdf()}, follow=True).content.decode()
    )
    document = Document.objects.get()
    file = client.get(reverse("documents:edition-file", args=[document.editions.get().pk]))
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"].startswith("attachment")
    url = reverse("documents:edition-create", args=[document.pk])
    bad = client.post(url, {**sent, "change_note": "x", "upload": pdf(content=b"MZ")}).content.decode()
    assert "不是 pdf 格式" in bad
    client.post(url, {**sent, "summary": "每半年一次。", "change_note": "改为半年"})
    assert DocumentEdition.objects.count() == 2
    client.post(reverse("documents:document-abolish", args=[document.pk]), {"reason": "合并"})
    document.refresh_from_db()
    assert document.state == DocumentState.ABOLISHED


def test_a_deputy_reads_and_sees_no_button(notice, county, appoint, sign_in):
    user = appoint(Role.DEPUTY, county.chishi)
    DeputyFactory(origin=county.chishi, user=user)
    client = sign_in(user)
    assert "流动代表双向共管制度" in client.get(reverse("documents:document-list")).content.decode()
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "半年更新一次台账" in page
    assert "登记新版本" not in page


def test_markup_in_a_summary_is_text(head, county, sign_in, put_in):
    document = put_in(head, county.root, summary="<script>alert(1)</script>")
    page = sign_in(head).get(document.get_absolute_url()).content.decode()
    assert "<script>alert" not in page


def test_one_and_many_cost_the_same(notice, head, county, sign_in, put_in):
    client = sign_in(head)

    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    workflow.link_obligation(notice, rule_of(county.root), by=head)
    urls = (reverse("documents:document-list"), notice.get_absolute_url())
    for url in urls:
        queries(url)
    before = [queries(url) for url in urls]
    for number in range(6):
        put_in(head, county.root, title=f"第{number}号制度")
        workflow.link_obligation(notice, rule_of(county.root, key=f"rule-{number}"), by=head)
        workflow.add_edition(notice, by=head, effective_on=TODAY, summary="x", change_note="y")
    assert [queries(url) for url in urls] == before
