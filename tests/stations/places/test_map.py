"""The schematic map: nothing on top of anything, guests in their street with a line home, figures counted, for every reader."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.places import workflow as keeping
from stations.places.map_layout import TOWN_WIDE, Unit, lay_out
from stations.places.queries import map_of
from tests.factories.stations import CheckInFactory, StationFactory
from tests.kit.same_cost import same_cost


def county_of(streets, others, guests=()):
    """Units of a county; `guests` are (owner, street) pairs of numbers."""
    town = [
        Unit(n, f"街道{n}", True, tuple((owner, f"站{owner}") for owner, street in guests if street == n))
        for n in range(streets)
    ]
    return [*town, *(Unit(100 + n, f"乡{n}") for n in range(others))]


YUNHE = county_of(4, 7, [(100, 0), (101, 0), (102, 1), (104, 3)])


@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize(
    "units", [YUNHE, county_of(4, 0), county_of(0, 3), county_of(1, 1, [(100, 0)]), county_of(5, 30), []]
)
def test_no_card_lies_on_another_and_all_lie_on_the_paper(units, is_narrow):
    plan = lay_out(units, is_narrow=is_narrow)
    assert sorted(card.unit.pk for card in plan.cards) == sorted(unit.pk for unit in units)
    for card in plan.cards:
        assert card.x >= 0
        assert card.x + card.width <= plan.width
        assert card.y >= 0
        assert card.y + card.height <= plan.height
    for one, other in itertools.combinations(plan.cards, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y, (one.unit, other.unit)


@pytest.mark.parametrize("is_narrow", [False, True])
def test_the_streets_stand_in_the_frame_of_the_town_and_nobody_else(is_narrow):
    plan = lay_out(YUNHE, is_narrow=is_narrow)
    x, y, width, height = plan.town
    for card in plan.cards:
        middle_x, middle_y = card.middle
        assert (x < middle_x < x + width and y < middle_y < y + height) is card.unit.in_town


@pytest.mark.parametrize("is_narrow", [False, True])
def test_a_guest_stands_in_its_street_and_its_line_ends_at_the_edge_of_its_owner(is_narrow):
    plan = lay_out(YUNHE, is_narrow=is_narrow)
    cards = {card.unit.pk: card for card in plan.cards}
    assert len(plan.dots) == 4
    for card in plan.cards:
        for dot, (owner, name) in zip(card.dots, card.unit.guests, strict=True):
            assert dot.name == name
            assert card.x < dot.x < card.x + card.width
            assert card.y < dot.y < card.y + card.height
            home = cards[owner]
            on_side = abs(dot.to_x - home.x) < 1 or abs(dot.to_x - home.x - home.width) < 1
            on_top = abs(dot.to_y - home.y) < 1 or abs(dot.to_y - home.y - home.height) < 1
            assert dot.has_line
            assert on_side or on_top


def test_a_guest_whose_owner_is_not_drawn_has_no_line():
    assert [dot.has_line for dot in lay_out([Unit(1, "街道", True, ((99, "外县站"),))]).dots] == [False]


def test_a_phone_held_upright_gets_two_columns():
    plan = lay_out(YUNHE, is_narrow=True)
    assert len({card.x for card in plan.cards}) == TOWN_WIDE
    assert plan.width < plan.height


def test_the_figures_are_counted_for_the_unit_that_runs_the_station(tree, county, staff, serving):
    deputy = serving()
    keeping.post_deputies(tree.urban, [deputy], by=staff(county.chishi), begins_on=timezone.localdate())
    CheckInFactory(deputy=deputy, station=tree.urban)
    CheckInFactory(deputy=deputy, station=tree.urban, undone_at=timezone.now(), undo_reason="误")
    rows = {row.area: row for row in map_of(county.root, staff(county.root)).rows}
    chishi, fuyun = rows[county.chishi], rows[county.fuyun]
    assert (chishi.postings, chishi.check_ins, chishi.urban, chishi.guests) == (1, 1, [tree.urban], [])
    assert (fuyun.postings, fuyun.check_ins, fuyun.guests, fuyun.points) == (0, 0, [tree.urban], 2)


@pytest.mark.parametrize("actor", ["root", "fuyun", "keeper"])
def test_everybody_at_work_sees_the_whole_county_and_links_only_to_what_is_in_scope(
    tree, county, staff, keeper, sign_in, actor
):
    user = keeper(county.zhongshan) if actor == "keeper" else staff(getattr(county, actor))
    page = sign_in(user).get(reverse("places:station-map")).content.decode()
    assert "赤石乡城区站" in page
    assert page.count("<svg viewBox") == 2
    assert (f'href="{tree.shitang.get_absolute_url()}"' in page) is (actor == "root")
    assert (f'href="{tree.fuyun.get_absolute_url()}"' in page) is (actor != "keeper")


def test_the_map_costs_the_same_for_many_stations(tree, county, staff, sign_in):
    client = sign_in(staff(county.root))

    same_cost(
        lambda: client.get(reverse("places:station-map")),
        more=lambda: StationFactory(organising_area=county.dongmen, parent=tree.fuyun),
        times=20,
    )
