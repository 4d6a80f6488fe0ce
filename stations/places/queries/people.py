"""Whom a station serves, who serves there, and who could."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from stations.places.enums import StationKind
from stations.places.models import Posting, Station


def deputy_counts(station: Station) -> dict[str, int]:
    """Return how many deputies in office `station` serves: {"serving": elected here, "living": living here}."""
    return {"serving": deputies_serving_at(station).count(), "living": deputies_living_at(station).count()}


def may_serve_at(station: Station) -> QuerySet[Deputy]:
    """Return who can be put on duty at `station`: deputies elected or living where it serves; at a main station everybody."""
    if station.kind == StationKind.MAIN:
        people = Deputy.objects.serving().filter(origin__path__startswith=station.organising_area.path)
    else:
        living, serving = deputies_living_at(station), deputies_serving_at(station)
        people = Deputy.objects.filter(Q(pk__in=living.values("pk")) | Q(pk__in=serving.values("pk")))
    return people.select_related("origin").order_by("name_pinyin", "pk")


def deputies_serving_at(station: Station) -> QuerySet[Deputy]:
    """Return the deputies in office whom `station` serves as elected ones: of the organising unit (none at a main station).

    At a point: those who live in its village or community are returned by deputies_living_at.
    """
    if station.kind in (StationKind.MAIN, StationKind.POINT):
        return Deputy.objects.none()
    return Deputy.objects.serving().filter(origin_id=station.organising_area.unit_id)


def deputies_living_at(station: Station) -> QuerySet[Deputy]:
    """Return the deputies in office who live where `station` serves: its community, or the unit of an area station."""
    living = Deputy.objects.serving()
    if station.kind == StationKind.POINT:
        return living.filter(residence__path__startswith=station.organising_area.path)
    if station.kind == StationKind.AREA:
        return living.filter(residence__unit_id=station.organising_area_id).exclude(
            origin_id=station.organising_area_id
        )
    return Deputy.objects.none()


def postings_at(station: Station) -> QuerySet[Posting]:
    """Return the postings in force at `station`, in order of the deputies' names."""
    rows = Posting.objects.in_force().filter(station=station).select_related("deputy__origin", "deputy__residence")
    return rows.order_by("deputy__name_pinyin", "pk")


def proposed_for(station: Station) -> QuerySet[Deputy]:
    """Return who could be posted at `station` and is not: deputies who act, those who live nearest first.

    Near is: in the community or village where the station stands, then in its unit, then the others it may put on duty.
    """
    place = station.location_area
    acting = Mandate.objects.acting().values("deputy_id")
    posted = Posting.objects.open().filter(station=station).values("deputy_id")
    near = Case(
        When(residence=place, then=Value(0)),
        When(residence__unit=place.unit_id, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    here = Deputy.objects.filter(
        Q(pk__in=may_serve_at(station).values("pk")) | Q(residence__path__startswith=place.path)
    )
    rows = here.filter(pk__in=acting).exclude(pk__in=posted).select_related("origin", "residence__unit")
    return rows.annotate(distance=near).order_by("distance", "name_pinyin", "pk")
