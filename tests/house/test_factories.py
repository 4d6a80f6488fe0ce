"""Every model has a factory, and the database takes what a factory makes."""

import importlib
import inspect
import pkgutil

import factory
import pytest
from django.apps import apps

import tests.factories
from deputies.people.models import Deputy
from stations.places.models import Station
from tests.factories.stations import make_tree
from yunhe.accounts.enums import Role
from yunhe.areas.models import Area

APPS = ("yunhe", "deputies", "stations", "liaison")


def is_step(model):
    """Whether a model is the record of moves, which only the verbs themselves write."""
    return model.__name__.endswith("Step")


def models_of_the_house():
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS and not model._meta.proxy]


def factories():
    """Return {model: factory} of tests.factories."""
    found = {}
    for module in pkgutil.walk_packages(tests.factories.__path__, "tests.factories."):
        for _, made in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(made, factory.django.DjangoModelFactory) and made._meta.model:
                found[made._meta.model] = made
    return found


FACTORIES = factories()


def test_every_model_has_a_factory():
    assert [model for model in models_of_the_house() if model not in FACTORIES and not is_step(model)] == []


# What a factory leaves to the test beside the relations that may not be empty: {model: names in the scene}.
ALSO = {
    "Area": ["parent"], "Appointment": ["role"], "CalendarFeed": ["deputy"], "CheckIn": ["deputy", "station"],
    "Code": ["station"], "Concern": ["place"], "Discrepancy": ["registration"], "EligibilityAlarm": ["mandate"],
    "LedgerEntry": ["origin", "community"], "Mandate": ["deputy"], "Obligation": ["template", "unit"],
    "ProposalRow": ["household"], "Registration": ["origin", "community"], "ResidenceSpell": ["deputy", "area"],
    "Screen": ["station"], "Summons": ["mandate"], "Statement": ["registration"], "Station": ["parent"], "TeamMember": ["deputy"],
}  # fmt: skip


@pytest.fixture
def scene(county, staff):
    """Return a function (model, name of a field) -> what the test gives for it: an area, a station, or what a factory makes."""
    tree, made = make_tree(county), {}
    made["user"] = staff(county.fuyun)
    areas = {
        "origin": county.chishi,
        "residence": county.fuyun,
        "community": county.zhongshan,
        "place": county.zhongshan,
    }
    areas |= {"village": county.shuanglin, "parent": county.fuyun}

    def give(model, name):
        if name == "role":
            return Role.OFFICE_STAFF
        wanted = model._meta.get_field(name).related_model
        if wanted is Area:
            return county.dongmen if model is Station else areas.get(name, county.fuyun)
        if wanted is Station:
            return tree.fuyun if name == "parent" else tree.zhongshan
        if wanted not in made or name in ("colleague", "member"):
            made[wanted] = make(wanted)
        return made[wanted]

    def make(model):
        known = FACTORIES[model]._meta.declarations
        left = [
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation and not field.null and field.name not in known and not field.primary_key
        ]
        facts = {name: give(model, name) for name in (*left, *ALSO.get(model.__name__, ()))}
        if model is Deputy:
            facts["residence"] = county.zhongshan
        return FACTORIES[model](**facts)

    return make


@pytest.mark.parametrize("model", sorted(FACTORIES, key=lambda model: model.__name__), ids=lambda model: model.__name__)
def test_a_factory_makes_a_row_that_the_database_takes(scene, model):
    made = scene(model)
    assert model._base_manager.filter(pk=made.pk).exists()
