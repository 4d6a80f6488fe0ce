"""Any row of any model, with all that it needs: what tests use that go through everything the program keeps.

scene = Scene(county, user)
scene.make(Invitation)                      # a row, with its activity, its station, its deputy
scene.make(Invitation, deputy=deputy)       # … about this deputy
"""

import importlib
import inspect
import pkgutil

import factory
from django.apps import apps

import tests.factories
from deputies.people.models import Deputy
from stations.places.models import Station
from tests.factories.stations import make_tree
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.areas.models import Area

APPS = ("yunhe", "deputies", "stations", "liaison")


def is_step(model):
    """Whether a model is the record of moves, which only the verbs themselves write."""
    return model.__name__.endswith("Step")


def models_of_the_house():
    """Return the models of the four packages."""
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


# What a factory leaves to the test beside the relations that may not be empty: {model: names in the scene}.
ALSO = {
    "Area": ["parent"], "Appointment": ["role"], "CalendarFeed": ["deputy"], "CheckIn": ["deputy", "station"],
    "Code": ["station"], "Concern": ["place"], "Discrepancy": ["registration"], "EligibilityAlarm": ["mandate"],
    "LedgerEntry": ["origin", "community"], "Mandate": ["deputy"], "Obligation": ["template", "unit"],
    "ProposalRow": ["household"], "Registration": ["origin", "community"], "ResidenceSpell": ["deputy", "area"],
    "Screen": ["station"], "Summons": ["mandate"], "Statement": ["registration"], "Station": ["parent"], "TeamMember": ["deputy"],
    "Urging": ["concern", "addressee"],
}  # fmt: skip


class Scene:
    """Makes rows; what one needs is made once and kept. `made` may be filled beforehand: {model: row}."""

    def __init__(self, county, user):
        self.county, self.tree, self.made = county, make_tree(county), {User: user}
        self.areas = {
            "origin": county.chishi, "residence": county.fuyun, "community": county.zhongshan,
            "place": county.zhongshan, "village": county.shuanglin, "parent": county.fuyun,
        }  # fmt: skip

    def make(self, model, **given):
        """Return a new row of `model`; given: what it shall hold."""
        known = FACTORIES[model]._meta.declarations
        left = [
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation and not field.null and field.name not in known and not field.primary_key
        ]
        wanted = [name for name in (*left, *ALSO.get(model.__name__, ())) if name not in given]
        facts = {name: self._give(model, name) for name in wanted}
        if model is Deputy:
            facts["residence"] = self.county.zhongshan
        return FACTORIES[model](**facts, **given)

    def _give(self, model, name):
        if name == "role":
            return Role.OFFICE_STAFF
        wanted = model._meta.get_field(name).related_model
        if wanted is Area:
            return self.county.dongmen if model is Station else self.areas.get(name, self.county.fuyun)
        if wanted is Station:
            return self.tree.fuyun if name == "parent" else self.tree.zhongshan
        if wanted not in self.made or name in ("colleague", "member"):
            self.made[wanted] = self.make(wanted)
        return self.made[wanted]
