"""Who may keep in touch, and how much each has."""

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households.models import DeputyPair, Household, HouseholdPair
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.kit.counting import count_of


def pairing_pool(unit: Area, level: str = CongressLevel.TOWNSHIP) -> QuerySet[Deputy]:
    """Return the deputies elected in `unit` with a mandate of `level` that neither ended nor rests, in a stable order."""
    acting = Mandate.objects.acting().filter(level=level)
    return Deputy.objects.filter(origin=unit, mandates__in=acting).distinct().order_by("name_pinyin", "pk")


def loads_of(units: QuerySet[Area] | list[Area]) -> QuerySet[Deputy]:
    """Return the serving township deputies of several townships with `load` and `leader_name`, the county deputy's."""
    acting = Mandate.objects.acting().filter(level=CongressLevel.TOWNSHIP)
    serving = Deputy.objects.filter(origin__in=units, mandates__in=acting).values("pk")
    leader = DeputyPair.objects.open().filter(member=OuterRef("pk")).values("leader__name")[:1]
    rows = Deputy.objects.filter(pk__in=serving).select_related("residence__unit", "home_village", "origin")
    load = count_of(HouseholdPair.objects.open(), "deputy")
    return rows.annotate(load=load, leader_name=Subquery(leader))


def loads_in(unit: Area) -> QuerySet[Deputy]:
    """Return the township deputies of `unit` who serve, each with `load`, the number of households."""
    return loads_of([unit]).order_by("name_pinyin", "pk")


def near_deputies(household: Household, *, of_home: bool = True, of_residence: bool = False) -> QuerySet[Deputy]:
    """Return who may keep in touch with `household`, the nearest and least loaded first.

    of_home: deputies of its home unit; of_residence: whoever lives in the unit where the household lives, elected anywhere.
    """
    same_community = Q(residence_id=household.community_id) if household.community_id else Q(pk__in=[])
    distance = Case(
        When(same_community & Q(home_village_id=household.village_id), then=Value(0)),
        When(same_community, then=Value(1)),
        When(home_village_id=household.village_id, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    units = [household.unit.pk] if of_home else []
    rows = loads_of(Area.objects.filter(pk__in=units))
    unit = household.community.unit if household.community else None
    if of_residence and unit:
        living = Deputy.objects.serving().filter(lies_in("residence", unit)).values("pk")
        known = rows.values("pk")
        load = count_of(HouseholdPair.objects.open(), "deputy")
        both = Deputy.objects.filter(Q(pk__in=living) | Q(pk__in=known))
        rows = both.select_related("residence__unit", "home_village", "origin").annotate(load=load)
    rows = rows.annotate(distance=Coalesce(distance, Value(3)))
    return rows.order_by("distance", "load", "name_pinyin", "pk")  # type: ignore[misc]  # of loads_of
