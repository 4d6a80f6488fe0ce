"""Scope answers by ids: no join, no prefix of a path, an index for every road, and the same rows as by joined paths."""

import json
import re

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection

from deputies.people.models import Deputy
from deputies.people.workflow import change_residence
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.presence.models import CheckIn
from tests.factories.accounts import AppointmentFactory, UserFactory
from tests.factories.areas import draw_county
from tests.factories.contacts import HouseholdFactory
from tests.factories.deputies import DeputyFactory
from tests.factories.notices import DeliveryFactory, GroupRobotFactory
from tests.factories.stations import ActivityFactory, CheckInFactory, StationFactory, make_tree
from tests.house.scope_by_path import keys_by_path
from tests.kit.databases import owner
from tests.kit.same_cost import questions_of
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import Scope
from yunhe.areas.enums import POINTS
from yunhe.areas.models import Area
from yunhe.notices.enums import Channel
from yunhe.notices.models import DeliveryChoice

ROLES = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.POINT_KEEPER, Role.DEPUTY, Role.HANDLING_UNIT, Role.FINANCE)
PLACES = {Role.COUNTY_OFFICE: "root", Role.POINT_KEEPER: "zhongshan"}
# Seen by the own key alone or by everybody; what they read is told by `recipient`, `started_by`.
FEW = {"notices.Delivery": "the system administrator sees every line"}


def scoped():
    """Return the models that say whom they are visible to."""
    return [model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")]


def scans_of(plan, table):
    """Return the nodes of `plan` that read `table` from end to end."""
    own = [plan] if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] == table else []
    return own + [scan for part in plan.get("Plans", ()) for scan in scans_of(part, table)]


def faults_of(rows):
    """Return what is wrong with the SQL of `rows`: a prefix, a join, a table read from end to end though that was made dear."""
    try:
        sql, params = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # nothing of this is for the role
        return []
    faults = [word for word in (" LIKE ", " JOIN ") if word in sql]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return faults + ["Seq Scan"] * bool(scans_of(plan, rows.model._meta.db_table))


@pytest.fixture
def every_list_has_ids(monkeypatch):
    """Let every list of ids hold some, so that every branch of a condition is written."""
    ids = list(range(1, 40))

    def some(self, name, ask):
        return [(pk, self.appointments[0].area.path, False) for pk in ids] if name == ("areas",) else ids

    monkeypatch.setattr(Scope, "_kept", some)


@pytest.fixture
def without_scans(db):
    """Make reading a whole table dear: it remains only where no index can serve, even in a table of no rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


@pytest.mark.parametrize("role", ROLES)
def test_every_scope_is_served_by_indexes_of_the_own_table(county, appoint, role, every_list_has_ids, without_scans):
    user = appoint(role, getattr(county, PLACES.get(role, "fuyun")))
    faults = {model._meta.label: faults_of(model._default_manager.visible_to(user)) for model in scoped()}
    assert {label: found for label, found in faults.items() if found and label not in FEW} == {}


ROADS = ("check_in_of_deputy", "check_in_of_station", "check_in_of_activity")


@pytest.mark.parametrize("index", ROADS)
def test_a_scope_that_has_lost_its_index_is_found_out(cast, every_list_has_ids, without_scans, index):
    assert faults_of(CheckIn.objects.visible_to(cast["county"])) == []
    with owner(), connection.cursor() as cursor:
        # What else begins with the deputy serves only check-ins at activities.
        cursor.execute(f"DROP INDEX {index}")
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert faults_of(CheckIn.objects.visible_to(cast["county"])) == ["Seq Scan"]


def add_odd_people(county, people):
    """Add what the demo lacks and return those who look at it: guests, two offices, a merged village, an office of a deputy."""
    ours, other = Area.objects.within(county), draw_county()
    fuyun, chishi, village = (
        ours.get(name="浮云街道"),
        ours.get(name="赤石乡"),
        ours.points().filter(unit__kind="town")[0],
    )
    guest = DeputyFactory(origin=other.chishi, residence=other.zhongshan)
    station = Station.objects.filter(organising_area=fuyun).first()
    CheckInFactory(deputy=guest, station=station)
    CheckInFactory(deputy=guest, activity=ActivityFactory(organising_area=fuyun))
    CheckInFactory(deputy=people["deputy"].user.deputy, station=StationFactory(
        organising_area=other.root, location_area=other.root, kind=StationKind.MAIN))  # fmt: skip
    HouseholdFactory(village=other.shuanglin, community=ours.points().filter(unit=fuyun)[0])
    Area.objects.filter(pk=village.pk).update(is_active=False)
    DeliveryFactory(choice=DeliveryChoice.objects.get(user=people["county"].user))
    DeliveryFactory(choice=None, robot=GroupRobotFactory(area=other.fuyun), channel=Channel.ROBOT)
    odd = {
        "two offices": AppointmentFactory(role=Role.OFFICE_STAFF, area=fuyun).user,
        "of a deputy": people["deputy"].user,
        "without points": AppointmentFactory(role=Role.OFFICE_STAFF, area=ours.get(kind="zone")).user,
        "merged": AppointmentFactory(role=Role.POINT_KEEPER, area=village).user,
        "other county": AppointmentFactory(role=Role.COUNTY_OFFICE, area=other.root).user,
        "nobody": UserFactory(),
    }
    AppointmentFactory(user=odd["two offices"], role=Role.POINT_KEEPER, area=ours.points().filter(unit=chishi)[0])
    AppointmentFactory(user=odd["of a deputy"], role=Role.OFFICE_STAFF, area=chishi)
    return odd


@pytest.mark.long
class TestDemoCounty:
    """What holds for all rows of the demo county."""

    def test_what_is_said_never_to_be_a_point_never_is(self, demo):
        wrong = {}
        for model in apps.get_models():
            for name in getattr(model, "never_a_point", ()):
                rows = model._default_manager.filter(**{f"{name}__kind__in": POINTS})
                wrong |= {f"{model._meta.label}.{name}": rows.count()} if rows.exists() else {}
                assert model._meta.get_field(name).related_model is Area
        assert wrong == {}

    def test_everybody_sees_the_same_rows_as_by_joined_paths(self, demo):
        county, people = demo
        looking = {name: person.user for name, person in people.items() if person.user} | add_odd_people(county, people)
        different, seen = {}, {model: set() for model in scoped()}
        for name, user in looking.items():
            user = User.objects.get(pk=user.pk)
            for model in scoped():
                rows = set(model._default_manager.visible_to(user).values_list("pk", flat=True))
                if rows != keys_by_path(model, user):
                    different[name, model._meta.label] = rows ^ keys_by_path(model, user)
                seen[model] |= rows
        assert different == {}
        assert {model._meta.label for model, rows in seen.items() if not rows} == set()


def test_a_page_asks_each_list_once(cast, sign_in):
    sent = questions_of(lambda: sign_in(cast["county"]).get("/"))
    lists = [sql for sql in sent if re.match(r'SELECT "[a-z_]+"\."id" AS "pk"|SELECT "areas_area"\."id" AS', sql)]
    assert len(lists) == len(set(lists))


def test_what_is_written_meanwhile_is_seen_at_once_outside_of_a_page(cast, county):
    deputies = Deputy.objects.visible_to(cast["origin"])
    assert not deputies.exists()
    deputy = DeputyFactory(origin=county.chishi)
    check_in = CheckInFactory(deputy=deputy, station=make_tree(county).fuyun)
    assert list(CheckIn.objects.visible_to(cast["origin"])) == [check_in]


def test_a_deputy_who_moves_is_seen_by_the_new_unit_with_the_past_and_no_check_in_is_rewritten(cast, county, staff):
    tree = make_tree(county)
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    elsewhere, at_home = (
        CheckInFactory(deputy=deputy, station=tree.main),
        CheckInFactory(deputy=deputy, station=tree.fuyun),
    )
    old, new = cast["residence"], staff(county.yuanhe)
    assert set(CheckIn.objects.visible_to(old)) == {elsewhere, at_home}
    assert set(CheckIn.objects.visible_to(new)) == set()
    sent = questions_of(lambda: change_residence(deputy, residence=county.shishan, source="迁居", by=cast["origin"]))
    assert set(CheckIn.objects.visible_to(old)) == {at_home}
    assert set(CheckIn.objects.visible_to(new)) == {elsewhere, at_home}
    assert [sql for sql in sent if sql.startswith("UPDATE") and "checkin" in sql] == []
