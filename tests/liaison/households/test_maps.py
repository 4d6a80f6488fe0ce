"""The contact map as drawing and table, and the heart cards."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from deputies.people.enums import CongressLevel
from liaison.households import queries
from liaison.households.map_drawing import PER_SHEET, in_line, map_sheets
from liaison.households.models import DeputyPair
from stations.codes.models import Code, PrintBatch
from tests.factories.stations import make_tree

MAP = reverse("households:contact-map")
CARDS = reverse("households:heart-card-list")


@pytest.fixture
def linked(county, elect, household):
    """A county deputy with two township deputies, three households; a third township deputy with nobody."""
    leader, one, two, free = (
        elect(CongressLevel.COUNTY, name="张谷雨"),
        elect(name="项秋实"),
        elect(name="柳春晓"),
        elect(name="梅归帆"),
    )
    for member in (one, two):
        DeputyPair.objects.create(leader=leader, member=member)
    household(one), household(one, community=county.dongmen), household(two)
    return leader, one, two, free


def texts(svg):
    root = ET.fromstring(svg)  # noqa: S314 our own drawing
    return [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_map_counts_households_by_deputy_village_and_community(county, linked):
    leader, one, two, free = linked
    groups = queries.map_of(county.chishi)
    assert [(group.leader, [row.member for row in group.rows], group.households) for group in groups] == [
        (leader, sorted([one, two], key=lambda deputy: deputy.name_pinyin), 3),
        (None, [free], 0),
    ]
    row = next(row for row in groups[0].rows if row.member == one)
    assert (row.villages, row.communities) == ((("双林村", 2),), (("东门社区", 1), ("中山社区", 1)))


def test_the_drawing_is_wellformed_and_says_what_the_table_says(county, linked):
    sheets = map_sheets("赤石乡代表联系图", queries.map_of(county.chishi))
    assert len(sheets) == 1
    said = texts(sheets[0].svg)
    assert {"张谷雨", "项秋实", "柳春晓", "梅归帆", "未结对县代表", "双林村 2", "还没有联系户"} <= set(said)
    assert not re.search(r"style=|<script|<style", sheets[0].svg)


def test_a_name_cannot_break_the_drawing(county, elect, household):
    household(elect(name='<b>"&'))
    said = texts(map_sheets("图", queries.map_of(county.chishi))[0].svg)
    assert '<b>"&' in said


def test_a_large_township_takes_several_sheets_and_loses_nobody(county, elect):
    leader = elect(CongressLevel.COUNTY)
    people = [elect() for _ in range(PER_SHEET * 2 + 3)]
    DeputyPair.objects.bulk_create(DeputyPair(leader=leader, member=person) for person in people)
    sheets = map_sheets("图", queries.map_of(county.chishi))
    assert len(sheets) == 3
    said = [text for sheet in sheets for text in texts(sheet.svg)]
    assert {person.name for person in people} <= set(said)
    assert "第 3 页，共 3 页" in said[-1] or any("第 3 页，共 3 页" in text for text in said)


def test_a_long_line_of_places_says_how_many_more():
    line = in_line([(f"村庄{at}", 3) for at in range(12)])
    assert re.fullmatch(r"村庄0 3 · .* 等 12 处（另 \d+ 户）", line)
    assert in_line([]) == ""


def test_pages_for_screen_and_printer_are_the_offices(county, staff, clerk, linked, sign_in):
    client = sign_in(clerk)
    for address in (MAP, reverse("households:contact-map-print")):
        page = client.get(address).content.decode()
        assert "<svg" in page
        assert "张谷雨" in page
    one = linked[1]
    page = client.get(MAP, {"deputy": one.pk}).content.decode()
    assert "项秋实" in page
    assert "柳春晓" not in page
    stranger = sign_in(staff(county.shitang))
    assert stranger.get(MAP, {"unit": county.chishi.pk}).status_code == 404
    assert "张谷雨" not in stranger.get(MAP).content.decode()
    street = sign_in(staff(county.fuyun)).get(MAP).content.decode()
    assert "还画不出联系图" in street


def test_a_deputy_sees_the_own_part(county, deputy_user, elect, household, sign_in):
    me, other, leader = deputy_user(name="项秋实"), elect(name="柳春晓"), elect(CongressLevel.COUNTY, name="张谷雨")
    for member in (me, other):
        DeputyPair.objects.create(leader=leader, member=member)
    household(me)
    page = sign_in(me.user).get(reverse("households:my-map")).content.decode()
    assert "张谷雨" in page
    assert "柳春晓" not in page


@pytest.fixture
def duty(county):
    """The stations, with a duty line at the point of 中山社区."""
    tree = make_tree(county)
    tree.zhongshan.office_phone = "0578-5120000"
    tree.zhongshan.save(update_fields=["office_phone"])
    return tree


def test_heart_cards_are_as_many_as_households_and_name_none(clerk, linked, duty, sign_in):
    _, one, two, free = linked
    client = sign_in(clerk)
    assert client.get(CARDS).content.decode().count("打印时自动制作") == 2
    answer = client.post(reverse("households:heart-card-print"), {"deputy": [one.pk, two.pk, free.pk]})
    sheet = client.get(answer.url).content.decode()
    assert sheet.count("card-heart") == 3
    assert "值班电话：0578-5120000" in sheet
    assert Code.objects.in_force().get(deputy=one).url in sheet
    for secret in ("叶示例", "叶*", "双林", "1690571"):
        assert secret not in sheet
    assert PrintBatch.objects.get().total == 2
    assert client.get(CARDS).content.decode().count("可打印") == 2


def test_without_households_there_is_nothing_to_print(clerk, linked, duty, sign_in):
    answer = sign_in(clerk).post(reverse("households:heart-card-print"), {"deputy": [linked[3].pk]}, follow=True)
    assert "没有可以打印的" in answer.content.decode()
    assert not PrintBatch.objects.exists()


def test_cards_of_another_township_are_not_printed(county, staff, linked, duty, sign_in):
    client = sign_in(staff(county.shitang))
    client.post(reverse("households:heart-card-print"), {"deputy": [linked[1].pk]})
    assert not PrintBatch.objects.exists()
    assert (
        "card-heart"
        not in client.get(reverse("households:heart-card-sheet"), {"deputy": linked[1].pk}).content.decode()
    )
