"""Print batches: what a choice comes to, editions on paper, nothing twice after a crash, the reprint list, who sees what."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deputies.people.workflow import change_residence
from stations.activities import workflow as activities_workflow
from stations.activities.enums import ActivityState
from stations.codes import jobs as jobs
from stations.codes import workflow
from stations.codes.enums import BATCH, BatchState, CodeKind, Layout
from stations.codes.models import Code, CodePrint, PrintBatch
from stations.codes.queries import Choice
from stations.codes.queries import prints as queries
from stations.codes.workflow import prints as printing
from stations.places import workflow as places_workflow
from stations.places.enums import StationKind
from stations.places.models import Station
from tests.factories.stations import ActivityFactory, CodeFactory, StationFactory
from tests.kit.machines import spelled, written
from tests.kit.same_cost import same_cost
from yunhe.audit.models import AuditEvent
from yunhe.jobs.enums import JobState
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied, Refused


def plan_for(*subjects):
    return [(str(workflow.kind_of(subject)), subject.pk) for subject in subjects]


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def paper(clerk):
    """Return a function (*subjects, layout, by) -> batch that is prepared."""

    def make(*subjects, layout=Layout.WALL, by=None):
        batch = printing.start_batch(by=by or clerk, layout=layout, plan=plan_for(*subjects), choice="试印")
        batch.refresh_from_db()
        return batch

    return make


# --- choosing


def test_a_choice_mixes_stations_deputies_and_activities_of_what_is_managed(tree, county, clerk, serving):
    elected, living = serving(origin=county.fuyun, residence=county.shishan), serving()
    serving(origin=county.shitang, residence=county.shishan)
    coming = ActivityFactory(organising_area=county.fuyun)
    ActivityFactory(organising_area=county.fuyun, state=ActivityState.CANCELLED, cancel_reason="台风")
    ActivityFactory(organising_area=county.yuanhe)
    everything = Choice(tuple(StationKind.values), None, "both", True)
    plan = queries.plan_of(everything, clerk)
    stations = {pk for kind, pk in plan if kind == CodeKind.STATION}
    dongmen = Station.objects.get(organising_area=county.dongmen)
    assert stations == {tree.fuyun.pk, tree.zhongshan.pk, dongmen.pk}
    assert {pk for kind, pk in plan if kind == CodeKind.DEPUTY} == {elected.pk, living.pk}
    assert [pk for kind, pk in plan if kind == CodeKind.ACTIVITY] == [coming.pk]
    assert queries.without_code(plan) == len(plan)
    CodeFactory(station=tree.fuyun)
    assert queries.without_code(plan) == len(plan) - 1


@pytest.mark.parametrize(("deputies", "names"), [("elected", {"甲"}), ("living", {"乙"}), ("both", {"甲", "乙"})])
def test_deputies_are_chosen_by_where_they_were_elected_or_live(county, staff, serving, deputies, names):
    serving(name="甲", origin=county.fuyun, residence=county.shishan)
    serving(name="乙")
    suspended = serving(name="丙")
    suspended.mandates.update(suspension="detained")
    plan = queries.plan_of(Choice(unit=county.fuyun, deputies=deputies), staff(county.root))
    found = {pk for _, pk in plan}
    assert set(type(suspended).objects.filter(pk__in=found).values_list("name", flat=True)) == names


def test_a_choice_of_one_kind_of_station_in_one_unit(tree, county, staff):
    plan = queries.plan_of(Choice((StationKind.URBAN,), county.chishi), staff(county.root))
    assert plan == [(CodeKind.STATION, tree.urban.pk)]


def test_counting_beforehand_costs_the_same_for_many(tree, county, clerk, serving):
    same_cost(
        lambda: queries.plan_of(Choice(tuple(StationKind.values), None, "both", True), clerk), more=serving, times=20
    )


# --- preparing


def test_a_batch_makes_missing_codes_draws_and_numbers_them(tree, clerk, paper):
    batch = paper(tree.fuyun, tree.zhongshan)
    assert (batch.state, batch.prints.count(), batch.skipped) == (BatchState.PREPARED, 2, [])
    assert all(code.images_made_at and code.printed_at for code in Code.objects.all())
    event = AuditEvent.objects.get(verb="stations.print_codes")
    assert event.changes["印件"] == [0, 2]


def test_every_print_carries_the_next_edition_of_its_code(tree, clerk, paper):
    for layout in (Layout.WALL, Layout.HEART):
        paper(tree.fuyun, layout=layout)
    workflow.reprint_code(Code.objects.get(), by=clerk, reason="破损")
    paper(tree.fuyun)
    said = list(CodePrint.objects.order_by("pk").values_list("code__version", "edition"))
    assert said == [(1, 1), (1, 2), (2, 1)]
    now = timezone.localtime()
    assert CodePrint.objects.latest("pk").edition_label == f"第2版 · 第1次印 · {now.year}.{now.month}"


def test_what_may_not_be_printed_is_left_out_and_named(tree, paper):
    tree.zhongshan.is_active, tree.zhongshan.closed_on, tree.zhongshan.close_reason = False, "2026-01-01", "搬走"
    tree.zhongshan.save()
    batch = paper(tree.fuyun, tree.zhongshan, tree.yuanhe)
    assert [item.code.station for item in batch.prints.all()] == [tree.fuyun]
    assert [name for name, _ in batch.skipped] == [tree.zhongshan.name, tree.yuanhe.name]
    assert "已停用" in batch.skipped[0][1]
    assert "主办" in batch.skipped[1][1]


def test_many_codes_go_to_a_worker_and_the_batch_is_found_again(
    tree, county, clerk, sign_in, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(printing, "AT_ONCE", 1)
    batch = printing.start_batch(by=clerk, layout="wall", plan=plan_for(tree.fuyun, tree.zhongshan), choice="两个")
    client = sign_in(clerk)
    assert "every 2s" in client.get(batch.get_absolute_url()).content.decode()
    assert client.get(reverse("codes:print-sheet", args=[batch.pk])).url == batch.get_absolute_url()
    jobs.prepare_batch(batch.job_id)
    job = Job.objects.get()
    assert (job.state, job.done, job.result_url) == (JobState.DONE, 2, batch.get_absolute_url())
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "打开打印页" in page
    assert "every 2s" not in page


def test_a_batch_killed_between_any_two_steps_goes_on_and_makes_nothing_twice(tree, county, clerk, monkeypatch):
    """Stop after issuing, after drawing and after numbering of a piece; then run it through."""
    monkeypatch.setattr(printing, "AT_ONCE", 0)
    monkeypatch.setattr(printing, "PIECE", 1)
    plan = plan_for(tree.fuyun, tree.zhongshan)
    batch = printing.start_batch(by=clerk, layout="wall", plan=plan, choice="两个")

    class Killed(BaseException):
        """Like SIGKILL: nothing catches it."""

    def killed(*_, **__):
        raise Killed

    for step in ("draw_many", "_number", "finish_batch"):
        with monkeypatch.context() as broken:
            broken.setattr(printing, step, killed)
            with pytest.raises(Killed):
                jobs.prepare_batch(batch.job_id)
    jobs.prepare_batch(batch.job_id)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARED
    assert Code.objects.count() == 2
    assert list(batch.prints.values_list("place", "edition")) == [(0, 1), (1, 1)]
    assert AuditEvent.objects.filter(verb="stations.issue_code").count() == 2
    assert AuditEvent.objects.filter(verb="stations.print_codes").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_batch_print_nothing_twice(tree, clerk, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 0)
    batch = printing.start_batch(by=clerk, layout="wall", plan=plan_for(tree.fuyun, tree.zhongshan), choice="两个")
    barrier, errors = threading.Barrier(2), []

    def work():
        barrier.wait()
        try:
            printing.prepare(PrintBatch.objects.get(pk=batch.pk))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert list(CodePrint.objects.order_by("place").values_list("place", "edition")) == [(0, 1), (1, 1)]


def test_the_database_refuses_a_second_print_of_a_code_in_a_batch(tree, paper):
    item = paper(tree.fuyun).prints.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CodePrint.objects.create(batch=item.batch, code=item.code, place=9, edition=9, words={})


def test_a_batch_whose_job_failed_goes_on_by_a_button(tree, clerk, county, staff, sign_in, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 0)
    batch = printing.start_batch(by=clerk, layout="wall", plan=plan_for(tree.fuyun), choice="一个")
    with pytest.raises(Denied, match="正在准备"):
        printing.resume_batch(batch, by=clerk)
    Job.objects.update(state=JobState.FAILED)
    client = sign_in(clerk)
    assert "继续准备" in client.get(batch.get_absolute_url()).content.decode()
    client.post(reverse("codes:print-resume", args=[batch.pk]))
    batch.refresh_from_db()
    jobs.prepare_batch(batch.job_id)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARED
    with pytest.raises(Denied, match="已经备好"):
        printing.resume_batch(batch, by=clerk)


@pytest.mark.parametrize("number", [0, 3])
def test_nothing_and_too_much_are_refused_with_a_sentence(tree, clerk, monkeypatch, number):
    monkeypatch.setattr(printing, "AT_MOST", 2)
    with pytest.raises(Refused, match="没有可以打印" if not number else "一次最多打印 2"):
        printing.start_batch(by=clerk, layout="wall", plan=plan_for(*[tree.fuyun] * number), choice="x")
    assert not PrintBatch.objects.exists()


# --- the reprint list


def reasons(user):
    return {stale.code.subject: stale.reason for stale in queries.stale_prints(user).values()}


def test_what_was_printed_and_has_not_changed_is_not_listed(tree, clerk, paper, serving):
    paper(tree.zhongshan, serving())
    CodeFactory(station=tree.fuyun)  # never printed
    assert reasons(clerk) == {}


def test_a_renamed_and_moved_station_is_listed_until_it_is_printed_again(tree, clerk, paper):
    batch = paper(tree.zhongshan)
    places_workflow.edit_station(tree.zhongshan, by=clerk, name="中山社区代表之家", address="新址1号")
    assert reasons(clerk) == {tree.zhongshan: "名称已改；地址已变"}
    assert queries.out_of_date(batch) == 1
    paper(tree.zhongshan)
    assert reasons(clerk) == {}


def test_the_poster_stays_on_the_list_when_only_the_heart_card_was_printed_again(tree, clerk, paper):
    paper(tree.zhongshan, layout=Layout.POSTER)
    paper(tree.zhongshan, layout=Layout.HEART)
    places_workflow.edit_station(tree.zhongshan, by=clerk, address="新址1号")
    paper(tree.zhongshan, layout=Layout.HEART)
    assert [stale.layouts for stale in queries.stale_prints(clerk).values()] == [[Layout.POSTER]]


def test_a_replaced_code_is_listed_with_both_versions(tree, clerk, paper):
    paper(tree.zhongshan)
    workflow.reprint_code(Code.objects.get(), by=clerk, reason="破损")
    assert reasons(clerk) == {tree.zhongshan: "已换发第2版，贴出的是第1版"}


def test_a_deputy_who_moved_gets_a_new_card_and_one_out_of_office_is_taken_down(
    tree, county, clerk, staff, paper, serving
):
    deputy = serving()
    paper(deputy)
    change_residence(deputy, by=staff(county.root), residence=county.dongmen, source="测试")
    assert "接待地点或时间已变" in reasons(clerk)[deputy]
    deputy.mandates.update(suspension="detained")
    assert reasons(clerk) == {deputy: "代表已不在任，请撤下并停用此码"}
    with pytest.raises(Refused, match="只需撤下"):
        printing.reprint_stale([Code.objects.get(deputy=deputy).pk], by=clerk)
    workflow.revoke_code(Code.objects.get(deputy=deputy), by=clerk, reason="不在任")
    assert reasons(clerk) == {}


def test_an_activity_that_moved_is_listed_and_one_that_is_over_is_not(tree, county, clerk, paper):
    activity = ActivityFactory(organising_area=county.fuyun, place="老地方")
    paper(activity)
    activities_workflow.edit_activity(activity, by=clerk, place="新地方")
    assert reasons(clerk) == {activity: "时间或地点已变"}
    type(activity).objects.update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    assert reasons(clerk) == {}


def test_a_new_site_address_puts_every_print_on_the_list(tree, clerk, paper, settings):
    paper(tree.zhongshan)
    settings.SITE_URL = "https://new.example"
    assert reasons(clerk) == {tree.zhongshan: "网址已变"}


def test_bulk_reprint_makes_one_batch_for_each_layout_that_hangs_outside(tree, clerk, paper, sign_in):
    paper(tree.zhongshan, tree.fuyun)
    paper(tree.zhongshan, layout=Layout.POSTER)
    for station in (tree.zhongshan, tree.fuyun):
        places_workflow.edit_station(station, by=clerk, address="新址1号")
    client = sign_in(clerk)
    page = client.get(reverse("codes:reprint-list")).content.decode()
    assert page.count("地址已变") == 2
    assert "A4 海报、墙卡" in page
    client.post(reverse("codes:reprint-start"), {"pk": [code.pk for code in Code.objects.all()]})
    fresh = PrintBatch.objects.order_by("-pk")[:2]
    assert {(batch.layout, batch.prints.count()) for batch in fresh} == {(Layout.POSTER, 1), (Layout.WALL, 2)}
    assert "没有要重印的码" in client.get(reverse("codes:reprint-list")).content.decode()


def test_the_reprint_list_costs_the_same_for_one_and_twenty(tree, county, clerk, paper, sign_in):
    client = sign_in(clerk)

    def cost():
        Station.objects.update(address=f"新址{Station.objects.count()}号")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("codes:reprint-list"), {"size": 100}).status_code == 200
        return len(seen)

    paper(tree.zhongshan)
    cost()
    few = cost()
    paper(*[StationFactory(organising_area=county.dongmen, parent=tree.fuyun) for _ in range(19)])
    assert cost() == few


# --- pages


def test_choosing_counting_confirming_and_the_sheet(tree, county, clerk, sign_in):
    client, url = sign_in(clerk), reverse("codes:print-create")
    assert "请至少选择一类码" in client.post(url, {"layout": "heart", "preview": "1"}).content.decode()
    asked = {"layout": "heart", "station_kinds": ["area", "point"], "unit": county.fuyun.pk}
    page = client.post(url, {**asked, "preview": "1"}).content.decode()
    assert "共 <strong>3</strong> 个码" in page
    assert "其中 3 个还没有码" in page
    assert not Code.objects.exists()
    batch_url = client.post(url, {**asked, "confirm": "1"}).url
    batch = PrintBatch.objects.get()
    assert batch_url == batch.get_absolute_url()
    sheet = client.get(reverse("codes:print-sheet", args=[batch.pk])).content.decode()
    for code in Code.objects.all():
        assert code.url in sheet
    assert sheet.count("第1版 · 第1次印") == 3
    assert sheet.count("<article") == 3


def test_ticked_codes_ask_for_the_layout_and_go_to_paper(tree, clerk, sign_in):
    client, codes = sign_in(clerk), [CodeFactory(station=tree.zhongshan), CodeFactory(station=tree.fuyun)]
    page = client.post(reverse("codes:code-print"), {"pk": [code.pk for code in codes]}).content.decode()
    assert "打印所选的 2 个码" in page
    assert not PrintBatch.objects.exists()
    answer = client.post(reverse("codes:code-print"), {"pk": [code.pk for code in codes], "layout": "poster"})
    assert answer.url == reverse("codes:print-sheet", args=[PrintBatch.objects.get().pk])


def test_a_revoked_code_is_not_printed_again_from_an_old_batch(tree, clerk, paper, sign_in):
    batch = paper(tree.zhongshan, tree.fuyun)
    code = Code.objects.get(station=tree.zhongshan)
    workflow.revoke_code(code, by=clerk, reason="遗失")
    client = sign_in(clerk)
    assert code.token not in client.get(reverse("codes:print-sheet", args=[batch.pk])).content.decode()
    assert "内容已有变化" in client.get(batch.get_absolute_url()).content.decode()


def test_insider_county_and_stranger(tree, county, staff, paper, sign_in):
    batch = paper(tree.zhongshan)
    pages = [batch.get_absolute_url(), reverse("codes:print-sheet", args=[batch.pk])]
    for page in pages:
        assert sign_in(staff(county.fuyun)).get(page).status_code == 200
        assert sign_in(staff(county.root)).get(page).status_code == 200
        assert sign_in(staff(county.yuanhe)).get(page).status_code == 404
    resume = reverse("codes:print-resume", args=[batch.pk])
    assert sign_in(staff(county.yuanhe)).post(resume).status_code == 404
    assert "已经备好" in sign_in(staff(county.fuyun)).post(resume, follow=True).content.decode()
    assert not Job.objects.exists()
    assert "试印" in sign_in(staff(county.fuyun)).get(reverse("codes:print-list")).content.decode()
    assert "试印" not in sign_in(staff(county.yuanhe)).get(reverse("codes:print-list")).content.decode()
    exported = sign_in(staff(county.yuanhe)).post(reverse("codes:print-list"), {"export": "csv"})
    assert "试印" not in exported.content.decode("utf-8-sig")


def test_the_list_of_batches_costs_the_same_for_one_and_twenty(tree, clerk, paper, sign_in):
    client = sign_in(clerk)

    paper(tree.zhongshan)
    same_cost(
        lambda: client.get(reverse("codes:print-list"), {"size": 100}), more=lambda: paper(tree.zhongshan), times=19
    )


def test_the_life_of_a_batch(paper, tree, clerk):
    assert spelled(BATCH) == written("preparing  finish  *  prepared")
    made = paper(tree.zhongshan)
    assert made.state == "prepared"
    assert printing.finish_batch(made, by=clerk).prepared_at == made.prepared_at
    assert AuditEvent.objects.filter(verb="stations.print_codes").count() == 1
