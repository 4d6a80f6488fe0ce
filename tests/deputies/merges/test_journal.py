"""Joining two records takes along everything that hangs on one, and taking that back restores every row to the letter."""

import pytest
from django.apps import apps
from django.core import serializers
from django.db.models import ForeignKey

from deputies.merges.journal import links_to
from deputies.merges.models import Merge
from deputies.merges.workflow import merge, undo_merge
from deputies.people.models import Deputy
from liaison.sessions.models import Attendance, CongressSession
from tests.factories.deputies import DeputyFactory, MandateFactory, TeamFactory, TeamMemberFactory
from tests.kit.scenes import FACTORIES, Scene, is_step
from yunhe.kit.refusals import Refused

WRITTEN_BY_THE_VERB = (Merge, "audit", "jobs")


@pytest.fixture
def scene(county, staff):
    return Scene(county, staff(county.root))


@pytest.fixture
def by(staff, county):
    return staff(county.root)


# What a row holds beside the deputy, where it is about one thing alone.
BESIDES = {"Code": {"station": None, "kind": "deputy"}}


def everything():
    """Return every row of the program that a merge may touch, by model."""
    held = {}
    for model in apps.get_models(include_auto_created=True):
        if model is Merge or model._meta.app_label in {"audit", "jobs", "sessions", "contenttypes", "auth"}:
            continue
        rows = serializers.serialize("python", model._base_manager.order_by("pk"))
        held[model._meta.label] = [{**row["fields"], "pk": row["pk"], "updated_at": None} for row in rows]
    return held


def links():
    """Return (model, name of the relation) of everything that hangs on a deputy and has a factory."""
    return [
        (model, field.name)
        for model, field in links_to(Deputy)
        if model in FACTORIES and not is_step(model) and model is not Merge
    ]


def pointing_at(deputy):
    return {
        f"{model.__name__}.{field.name}": number
        for model, field in links_to(Deputy)
        if model is not Merge and (number := model._base_manager.filter(**{field.attname: deputy.pk}).count())
    }


def test_the_scene_reaches_everything_that_hangs_on_a_deputy():
    without = {
        model.__name__ for model, _ in links_to(Deputy) if model not in FACTORIES and not model._meta.auto_created
    }
    assert {name for name in without if not name.endswith("Step")} == set()
    assert len(links()) > 20


@pytest.mark.parametrize(("model", "name"), links(), ids=lambda part: part if isinstance(part, str) else part.__name__)
def test_what_hangs_on_the_one_hangs_on_the_other_and_goes_back(scene, county, by, model, name):
    earlier, kept, gone, later = (DeputyFactory(origin=county.chishi, residence=county.zhongshan) for _ in range(4))
    scene.made[Deputy] = gone
    others = {("Distinction", "first"): {"second": later}, ("Distinction", "second"): {"first": earlier}}
    others[("ProposalRow", "member")] = {"household": None}
    others[("Urging", "deputy")] = {"addressee": None}
    others[("DeputyPair", "member")] = {"leader": later}
    more = {**others.get((model.__name__, name), {}), **BESIDES.get(model.__name__, {})}
    scene.make(model, **{name: gone, **more})
    before, hung = everything(), pointing_at(gone)
    assert f"{model.__name__}.{name}" in hung
    joined = merge(kept, gone, by=by, reason="同一人")
    assert pointing_at(gone) == {}
    assert pointing_at(kept) == hung
    assert not Deputy.objects.filter(pk=gone.pk).exists()
    assert undo_merge(joined, by=by) == []
    assert everything() == before


def test_what_both_have_once_is_there_once_afterwards(scene, county, by):
    """The same seat, the same session, the same team, the same activity; what hangs on the second goes to the first."""
    kept, gone = (DeputyFactory(origin=county.chishi, residence=county.zhongshan) for _ in range(2))
    team, activity = TeamFactory(area=county.chishi), scene.make(apps.get_model("stations.Activity"))
    besides = {**BESIDES, "CheckIn": {"activity": activity}, "Invitation": {"activity": activity}}
    for deputy in (kept, gone):
        scene.made = {
            model: row
            for model, row in scene.made.items()
            if not any(isinstance(field, ForeignKey) and field.related_model is Deputy for field in model._meta.fields)
        }
        scene.made[Deputy] = deputy
        scene.made[apps.get_model("deputies.Mandate")] = MandateFactory(deputy=deputy)
        TeamMemberFactory(team=team, deputy=deputy)
        for label in (
            "stations.Invitation", "stations.CheckIn", "stations.Code", "stations.Posting", "liaison.LedgerEntry",
            "liaison.Summons", "liaison.EligibilityAlarm", "deputies.ResidenceSpell", "stations.Watch",
        ):  # fmt: skip
            model = apps.get_model(label)
            scene.make(model, deputy=deputy, **besides.get(model.__name__, {}))
    before, ours, theirs = everything(), pointing_at(kept), pointing_at(gone)
    assert ours == theirs
    joined = merge(kept, gone, by=by, reason="同一人")
    assert pointing_at(gone) == {}
    grown = {name for name, number in pointing_at(kept).items() if number > ours[name]}
    assert grown <= {"EligibilityAlarm.deputy"}
    undo_merge(joined, by=by)
    assert everything() == before


def test_a_roll_that_may_not_change_stays_and_the_other_summons_gives_way(scene, county, by):
    kept, gone = (DeputyFactory(origin=county.chishi) for _ in range(2))
    session = scene.make(CongressSession)
    scene.made[CongressSession] = session
    summons = {}
    for deputy in (kept, gone):
        scene.made[Deputy] = deputy
        scene.made[apps.get_model("deputies.Mandate")] = MandateFactory(deputy=deputy)
        summons[deputy] = scene.make(apps.get_model("liaison.Summons"))
    told = scene.make(Attendance, summons=summons[gone])
    before = everything()
    joined = merge(kept, gone, by=by, reason="同一人")
    told.refresh_from_db()
    assert told.summons.deputy == kept
    undo_merge(joined, by=by)
    assert everything() == before
    scene.make(Attendance, summons=summons[kept])
    with pytest.raises(Refused, match="不能改写"):
        merge(kept, gone, by=by, reason="同一人")
    assert Deputy.objects.filter(pk=gone.pk).exists()


def test_a_pair_of_the_two_is_taken_out(scene, county, by):
    kept, gone = (DeputyFactory(origin=county.chishi) for _ in range(2))
    scene.make(apps.get_model("liaison.DeputyPair"), leader=kept, member=gone)
    before = everything()
    joined = merge(kept, gone, by=by, reason="同一人")
    assert pointing_at(kept) == {}
    undo_merge(joined, by=by)
    assert everything() == before
