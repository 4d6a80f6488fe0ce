"""Areas and spellings: kept by the system administrator of the county, of use at the next import."""

import pytest

from tests.factories.accounts import AppointmentFactory
from yunhe.accounts.enums import Role
from yunhe.areas.enums import AreaKind
from yunhe.areas.index import AreaIndex
from yunhe.areas.models import AreaAlias
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied
from yunhe.spellings import workflow

AREAS = "/areas/"


@pytest.fixture
def client(county, appoint, sign_in):
    return sign_in(appoint(Role.SYSTEM_ADMIN, county.root, name="系统员"))


def test_a_spelling_that_was_added_is_read_by_the_next_import(county, client):
    assert AreaIndex.load(county.root).find("水岸名都").status == "unknown"
    response = client.post(f"{AREAS}{county.zhongshan.pk}/", {"text": "水岸　名都"})
    assert response["Location"] == f"{AREAS}{county.zhongshan.pk}/"
    assert AreaIndex.load(county.root).find("水岸名都").place.id == county.zhongshan.pk
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("areas.add_spelling", {"写法": [None, "水岸名都"]})
    assert "系统员" in AreaAlias.objects.get().added_by


def test_a_former_name_is_marked(county, client):
    client.post(f"{AREAS}{county.shuanglin.pk}/", {"text": "老双林村", "is_former_name": "on"})
    page = client.get(f"{AREAS}{county.shuanglin.pk}/").content.decode()
    assert "老双林村" in page
    assert "曾用名或已撤并" in page


def test_a_spelling_of_two_areas_is_told(county, client):
    for area in (county.zhongshan, county.dongmen):
        page = client.post(f"{AREAS}{area.pk}/", {"text": "城东新区"}, follow=True).content.decode()
    assert "也指浮云街道中山社区" in page


@pytest.mark.parametrize(("text", "complaint"), [("", "写法"), ("3幢", "至少要有两个汉字"), ("水岸名都", "不必重复")])
def test_a_wrong_spelling_is_refused_with_the_reason(county, client, text, complaint):
    AreaAlias.objects.create(area=county.zhongshan, alias="水岸名都")
    response = client.post(f"{AREAS}{county.zhongshan.pk}/", {"text": text})
    assert response.status_code == 200
    assert complaint in response.content.decode()
    assert AreaAlias.objects.count() == 1


def test_a_spelling_is_removed_unless_it_follows_from_the_name(county, client):
    added = AreaAlias.objects.create(area=county.zhongshan, alias="水岸名都")
    by_rule = AreaAlias.objects.create(area=county.zhongshan, alias="中山社区")
    assert client.post(f"{AREAS}spellings/{added.pk}/remove/").status_code == 302
    assert client.post(f"{AREAS}spellings/{by_rule.pk}/remove/").status_code == 403
    assert list(AreaAlias.objects.all()) == [by_rule]


def test_the_list_finds_by_name_code_and_spelling(county, client):
    AreaAlias.objects.create(area=county.zhongshan, alias="水岸名都")

    def names(query):
        return {row.name for row in client.get(f"{AREAS}?{query}").context["listing"].page.rows}

    assert names("q=名都") == {"中山社区"}
    assert names("q=331125206") == {"赤石乡", "双林村委会"}
    assert names("kind=zone") == {"经开区"}
    assert names(f"unit={county.fuyun.pk}&kind=community") == {"中山社区", "东门社区"}


def test_another_county_is_out_of_reach(county, client):
    elsewhere = create_area(name="景宁县", kind=AreaKind.COUNTY)
    alias = AreaAlias.objects.create(area=elsewhere, alias="畲乡")
    assert client.get(f"{AREAS}{elsewhere.pk}/").status_code == 404
    assert client.post(f"{AREAS}{elsewhere.pk}/", {"text": "新写法"}).status_code == 404
    assert client.post(f"{AREAS}spellings/{alias.pk}/remove/").status_code == 404
    assert "景宁" not in client.post(AREAS, {"export": "csv"}).content.decode("utf-8-sig")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_nobody_else_keeps_spellings(county, role):
    user = AppointmentFactory(role=role, area=county.root).user
    with pytest.raises(Denied):
        workflow.add_spelling(county.zhongshan, text="水岸名都", is_former_name=False, by=user)


def test_fifty_areas_cost_no_more_queries_than_a_few(county, client, django_assert_num_queries):
    client.get(AREAS)
    with django_assert_num_queries(8):
        client.get(f"{AREAS}?size=100")
    for n in range(50):
        create_area(name=f"第{n}村委会", kind=AreaKind.VILLAGE, parent=county.chishi)
    with django_assert_num_queries(8):
        client.get(f"{AREAS}?size=100")
