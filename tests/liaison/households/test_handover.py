"""Pairs go along with a file that moves on, are given to a colleague, or end with the mandate."""

import pytest

from deputies.people.enums import CongressLevel
from liaison.households.enums import PairEnd, PairSource
from liaison.households.models import DeputyPair, HouseholdPair
from liaison.registration import workflow
from liaison.registration.enums import EndReason, RegistrationState
from liaison.registration.handover import mechanism as handover
from tests.factories.registration import RegistrationFactory
from yunhe.kit.refusals import Refused


@pytest.fixture
def file(county, elect):
    """The co-managed file of a deputy of 赤石乡 in 中山社区."""
    deputy = elect()
    return RegistrationFactory(
        deputy=deputy, origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED
    )


def departure(file, county, *, serves_on=True):
    return handover.Departure(
        file.deputy, county.fuyun, county.shishan, EndReason.MOVED_ON, file.created_at.date(), serves_on
    )


def offers(file, county, **facts):
    return [
        offer for offer in handover.offers_of(departure(file, county, **facts)) if offer.provider.name == "contacts"
    ]


def test_households_are_listed_by_village_and_stay_when_nobody_answers(file, county, clerk, household):
    household(file.deputy), household(file.deputy)
    assert [offer.item.label for offer in offers(file, county)] == ["双林村 2 户联系户"]
    workflow.end(file, reason=EndReason.MOVED_ON, moved_to=county.shishan, by=clerk)
    assert HouseholdPair.objects.open().filter(deputy=file.deputy).count() == 2


def test_they_are_given_to_the_colleague_chosen(file, county, clerk, elect, household):
    heir, made = elect(), household(file.deputy)
    offer = offers(file, county)[0]
    assert [choice.value for choice in offer.item.choices] == ["stay", f"give-{heir.pk}", "end"]
    answers = {offer.field: f"give-{heir.pk}"}
    workflow.end(file, reason=EndReason.MOVED_ON, moved_to=county.shishan, by=clerk, answers=answers)
    new = made.pairs.open().get()
    assert (new.deputy, new.source) == (heir, PairSource.HANDOVER)
    assert made.pairs.get(deputy=file.deputy).end_reason == PairEnd.MOVED
    assert file.handovers.get(title="结对联系").done == f"双林村 1 户移交{heir.name}"


def test_without_a_mandate_nothing_may_stay(file, county, clerk, elect, household):
    household(file.deputy)
    leader = elect(CongressLevel.COUNTY)
    DeputyPair.objects.create(leader=leader, member=file.deputy)
    found = offers(file, county, serves_on=False)
    assert all(offer.item.choices[0].value == "end" for offer in found)
    assert not any(choice.value == "stay" for offer in found for choice in offer.item.choices)
    handover.carry_out(departure(file, county, serves_on=False), {}, by=clerk)
    assert HouseholdPair.objects.get().end_reason == PairEnd.MANDATE_ENDED
    assert DeputyPair.objects.get().end_reason == PairEnd.MANDATE_ENDED


def test_an_heir_who_has_left_office_stops_the_whole_move(file, county, clerk, elect, household):
    heir, made = elect(), household(file.deputy)
    offer = offers(file, county)[0]
    heir.mandates.update(ended_on="2026-01-01", end_reason="resigned")
    with pytest.raises(Refused):
        handover.carry_out(departure(file, county), {offer.field: f"give-{heir.pk}"}, by=clerk)
    assert made.pairs.get().is_open


def test_who_leads_township_deputies_goes_on_leading_or_ends(file, county, clerk, elect):
    member = elect()
    DeputyPair.objects.create(leader=file.deputy, member=member)
    offer = offers(file, county)[0]
    assert "1 名乡镇代表" in offer.item.label
    handover.carry_out(departure(file, county), {offer.field: "end"}, by=clerk)
    assert not DeputyPair.objects.open().exists()
