"""The pages of records that look alike, and the question that is asked when somebody alike is entered."""

from datetime import date

import pytest
from django.urls import reverse

from deputies.merges.models import Distinction, Merge
from deputies.merges.workflow import merge
from deputies.people.models import Deputy
from tests.factories.deputies import CongressTermFactory, DeputyFactory
from tests.factories.merges import DistinctionFactory, MergeFactory
from tests.kit.same_cost import same_cost

BORN = {"born_on": date(1979, 9, 1), "born_precision": "month"}


@pytest.fixture
def twins(county):
    return [
        DeputyFactory(
            origin=county.chishi, residence=county.zhongshan, name="陈丽芳", name_pinyin="chen li fang", **BORN
        )
        for _ in range(2)
    ]


def test_from_the_pair_to_one_record_and_back(twins, cast, sign_in):
    kept, gone = twins
    client = sign_in(cast["origin"])
    page = client.get(reverse("merges:pair-list")).content.decode()
    compare = reverse("merges:merge-create", args=[kept.pk, gone.pk])
    assert compare in page
    assert "姓名、出生年月相同" in page
    page = client.get(compare).content.decode()
    assert "手机以哪份为准" in page
    assert kept.phone not in page
    answer = client.post(compare, {"reason": "本人确认", "phone": "gone"})
    joined = Merge.objects.get()
    assert answer.url == joined.get_absolute_url()
    assert Deputy.objects.get().phone == gone.phone
    assert client.get(gone.get_absolute_url()).status_code == 200  # a link of long ago
    assert client.get(joined.get_absolute_url()).status_code == 200
    client.post(reverse("merges:merge-undo", args=[joined.pk]))
    assert Deputy.objects.count() == 2


def test_what_stands_against_it_is_said_instead_of_the_button(county, cast, sign_in):
    kept, gone = DeputyFactory(origin=county.chishi), DeputyFactory(origin=county.shitang, residence=county.shuanglin)
    page = sign_in(cast["origin"]).get(reverse("merges:merge-create", args=[kept.pk, gone.pk])).content.decode()
    assert "请县人大机关核对合并" in page
    assert "<span>合并</span>" not in page


def test_two_people_are_told_apart_and_that_is_taken_back(twins, cast, sign_in):
    client = sign_in(cast["origin"])
    client.post(reverse("merges:distinction-create", args=[twin.pk for twin in twins]), {"reason": "身份证号不同"})
    found = Distinction.objects.get()
    assert str(found) in client.get(reverse("merges:distinction-list")).content.decode()
    assert "没有疑似重复的档案" in client.get(reverse("merges:pair-list")).content.decode()
    client.post(reverse("merges:distinctions-end"), {"pk": found.pk})
    found.refresh_from_db()
    assert found.undone_by == cast["origin"].display_name


@pytest.mark.parametrize(
    ("who", "sees"), [("origin", True), ("county", True), ("residence", False), ("stranger", False)]
)
def test_what_was_done_is_seen_by_the_office_of_the_origin(twins, cast, sign_in, who, sees):
    joined = merge(*twins, by=cast["origin"], reason="本人确认")
    client = sign_in(cast[who])
    assert client.get(joined.get_absolute_url()).status_code == (200 if sees else 404)
    assert (joined.reason in client.get(reverse("merges:merge-list")).content.decode()) is sees


@pytest.mark.parametrize("name", ["pair-list", "merge-list", "distinction-list"])
def test_lists_cost_the_same_with_one_row_and_many(twins, county, cast, sign_in, name):
    client, address = sign_in(cast["origin"]), reverse(f"merges:{name}")
    MergeFactory(kept=twins[0])
    DistinctionFactory(first=DeputyFactory(origin=county.chishi))

    def more():
        MergeFactory(kept=twins[0])
        DistinctionFactory(first=DeputyFactory(origin=county.chishi))
        DeputyFactory(origin=county.chishi, name="陈丽芳", **BORN)

    same_cost(lambda: client.get(address), more=more)


class TestEntering:
    """A clerk who enters somebody alike is asked first."""

    @pytest.fixture
    def enter(self, county, cast, sign_in):
        term = CongressTermFactory(area=county.chishi)
        client = sign_in(cast["origin"])
        address = reverse("mandates:deputy-create") + f"?origin={county.chishi.pk}&level=township"
        return lambda **facts: client.post(address, {"name": "陈丽芳", "born": "1979-09", "term": term.pk, **facts})

    def test_somebody_alike_is_named_wherever_in_the_county(self, county, enter):
        DeputyFactory(origin=county.shitang, name="陳麗芳", name_pinyin="chen li fang", **BORN)
        page = enter().content.decode()
        assert "名册里已有石塘镇陳麗芳（姓名、出生年月相同）" in page
        assert "是不是同一个人" in page
        assert Deputy.objects.count() == 1
        assert enter(is_other="on").status_code == 302
        assert Deputy.objects.count() == 2

    def test_nobody_is_asked_where_nobody_is_alike(self, county, enter):
        DeputyFactory(
            origin=county.chishi,
            name="陈丽芳",
            name_pinyin="chen li fang",
            born_on=date(1960, 1, 1),
            born_precision="year",
        )
        assert enter().status_code == 302
