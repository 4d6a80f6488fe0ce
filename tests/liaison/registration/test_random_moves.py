"""Thousands of random moves, legal and illegal, by every role on both sides: what must hold after each of them."""

from collections import Counter
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deputies.mandates.enums import MandateEnd
from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from liaison.discrepancies import workflow as discrepancies
from liaison.discrepancies.enums import DiscrepancyState
from liaison.discrepancies.models import Discrepancy
from liaison.registration import workflow
from liaison.registration.deadlines import term_of
from liaison.registration.enums import (
    OPEN_STATES,
    REGISTRATION,
    EndReason,
    RedirectReason,
    RegistrationState,
    ReturnReason,
    Side,
)
from liaison.registration.models import Registration, RegistrationStep
from tests.factories.deputies import DeputyFactory, MandateFactory
from yunhe.accounts.enums import Role
from yunhe.areas.models import Area
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused

State = RegistrationState
REFUSALS = (Denied, Refused)
MOVES = ("submit", "verify", "send_back", "receive", "redirect", "withdraw", "relocate", "end", "correct")
EXAMPLES, AT_FULL_LENGTH, STEPS = 20, 40, 50  # a thousand moves, or two thousand with --slow


class Moves(RuleBasedStateMachine):
    """Three deputies of two townships, two streets, three communities (one without a keeper), and everybody who may click.

    Who stands on which side is worked out here from the areas alone, not by the policies that are tested.
    """

    done: Counter = Counter()  # verbs that went through, over all runs: the test must not be about refusals only

    def __init__(self, county, deputies, actors):
        super().__init__()
        self.county, self.deputies, self.actors = county, deputies, actors
        self.last = None  # the trace after the last step
        self.has_changed = False  # whether that step went through; what must hold is looked at only then
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self):
        """Leave nothing of this run behind."""
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # --- who stands where, from the areas alone ------------------------------------------------------------------

    def sides(self, number, registration):
        """Return the sides on which actor `number` stands for `registration`."""
        _, role, place = self.actors[number]
        if role == Role.DEPUTY:
            return {Side.DEPUTY} if place.pk == registration.deputy_id else set()
        if role == Role.COUNTY_OFFICE:
            return {Side.COUNTY}
        if role == Role.POINT_KEEPER:
            return {Side.COMMUNITY} if place.pk == registration.community_id else set()
        if role != Role.OFFICE_STAFF:
            return set()
        return {
            side
            for side, area_id in ((Side.ORIGIN, registration.origin_id), (Side.RESIDENCE, registration.residence_id))
            if place.pk == area_id
        }

    def may(self, number, verb, before):
        """Whether actor `number` may do `verb` on a registration as it was `before`."""
        moves = REGISTRATION.table[before.state]
        own = self.sides(number, before)
        if verb not in moves:
            return False
        kept = {place.pk for _, role, place in self.actors if role == Role.POINT_KEEPER}
        stands_in = verb == "receive" and Side.RESIDENCE in own and before.community_id not in kept
        return bool(own & moves[verb].sides) or stands_in

    # --- what is tried -------------------------------------------------------------------------------------------

    def newest(self, deputy):
        """Return the newest registration of `deputy`, None before the first."""
        registrations = Registration.objects.select_related("deputy", "origin", "residence", "community")
        return registrations.filter(deputy=deputy).order_by("-pk").first()

    def try_to(self, action):
        """Do `action`; return whether it went through. What is refused must leave no trace."""
        before, refusal = self.last or self.trace(), None
        try:
            with transaction.atomic():
                action()
        except REFUSALS as raised:
            refusal = raised
        self.last = self.trace()
        self.has_changed = refusal is None
        if self.has_changed:
            return True
        assert str(refusal)
        assert self.last == before
        return False

    def trace(self):
        """Return everything that a move may touch."""
        fields = ("pk", "state", "community_id", "residence_id", "due_on", "deputy__residence_id")
        return (
            list(Registration.objects.order_by("pk").values_list(*fields)),
            RegistrationStep.objects.count(),
            AuditEvent.objects.count(),
        )

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed):
        """Take a source of chance of our own: Hypothesis prefers small values, and then little would ever happen."""
        self.random = Random(seed)

    @rule()
    def step(self):
        """Let somebody do something to one of the deputies; mostly what the deputy's registration waits for."""
        random = self.random
        deputy = Deputy.objects.select_related("origin", "residence__unit").get(pk=random.choice(self.deputies).pk)
        before = self.newest(deputy)
        if random.random() < 0.04:
            self.end_mandate(deputy, random)
        elif before is None or (before.state == State.ENDED and random.random() < 0.9):
            random.choice((self.urge, self.register))(deputy, random)
        elif random.random() < 0.15:
            self.say(before, random)
        else:
            self.move(before, random)

    def urge(self, deputy, random):
        """Open a registration as the origin does."""
        user, role, place = random.choice(self.actors)
        if self.try_to(lambda: workflow.urge(deputy, by=user)):
            assert role == Role.COUNTY_OFFICE or place == deputy.origin

    def register(self, deputy, random):
        """Open a registration as the residence or the deputy does."""
        user, role, place = random.choice(self.actors)
        community, address = self.anywhere(random), random.choice(("", "示例小区1幢", "示例小区2幢"))
        if self.try_to(lambda: workflow.register(deputy, community=community, address=address, by=user)):
            own = place == deputy if role == Role.DEPUTY else place == community.unit
            assert own or role == Role.COUNTY_OFFICE
            assert address

    def anywhere(self, random):
        """Return any community or village of the county."""
        name = random.choice(("zhongshan", "dongmen", "shishan", "shuanglin", "lianhe"))
        return Area.objects.select_related("unit").get(pk=getattr(self.county, name).pk)

    def move(self, before, random):
        """Press any button of a registration: half of the time one that is allowed, sometimes from a page that is out of date."""
        able = [(one, other) for other in MOVES for one in range(len(self.actors)) if self.may(one, other, before)]
        actor, verb = random.randrange(len(self.actors)), random.choice(MOVES)
        if able and random.random() < 0.7:
            verbs = sorted({other for _, other in able})
            onward = [other for other in verbs if other not in ("correct", "withdraw", "send_back")]
            verb = random.choice(onward if onward and random.random() < 0.9 else verbs)
            actor = random.choice([one for one, other in able if other == verb])
        community, note = self.anywhere(random), random.choice(("", "有说明", "有说明", "有说明"))
        near = Area.objects.within(before.residence).points().select_related("unit")
        if random.random() < 0.8:
            community = random.choice(list(near))
        facts = {
            "submit": {"community": community, "address": note},
            "verify": {"community": community},
            "send_back": {"reason": ReturnReason.OTHER, "note": note},
            "receive": {"grid": "", "contact_person": note},
            "redirect": {"community": community, "reason": RedirectReason.NOT_FOUND},
            "withdraw": {"note": note},
            "relocate": {"community": community},
            "end": {"reason": random.choice(EndReason.values), "moved_to": community, "note": note},
            "correct": {"note": note},
        }[verb]
        expected = State.RETURNED if random.random() < 0.1 else before.state
        user = self.actors[actor][0]
        if not self.try_to(lambda: getattr(workflow, verb)(before, by=user, expected=expected, **facts)):
            return
        assert self.may(actor, verb, before), (verb, before.state, self.actors[actor][1:])
        assert expected == before.state
        made = before.steps.order_by("-pk").first()
        assert (made.verb, made.from_state, made.by_user_id) == (verb, before.state, user.pk)
        assert made.to_state == REGISTRATION.after(before.state, verb)
        self.done[verb] += 1

    def say(self, before, random):
        """State something about a registration."""
        actor = random.randrange(len(self.actors))
        user, here = self.actors[actor][0], random.choice((True, False))
        community = random.choice((None, self.anywhere(random)))
        if self.try_to(lambda: discrepancies.state(before, by=user, still_here=here, community=community)):
            assert before.state in OPEN_STATES
            assert self.sides(actor, before) - {Side.COUNTY}
            self.done["say"] += 1

    def end_mandate(self, deputy, random):
        """End the seat, and give a new one, so that the run goes on."""
        mandate = Mandate.objects.serving().get(deputy=deputy)
        user, role, place = random.choice(self.actors)
        today = timezone.localdate()
        if self.try_to(lambda: workflow.end_mandate(mandate, by=user, reason=MandateEnd.RESIGNED, on=today)):
            assert role == Role.COUNTY_OFFICE or place == deputy.origin
            assert not Registration.objects.open().filter(deputy=deputy).exists()
            MandateFactory(deputy=deputy)
            self.done["end_mandate"] += 1

    # --- what must hold ------------------------------------------------------------------------------------------

    @precondition(lambda self: self.has_changed)
    @invariant()
    def one_open_file_a_deputy(self):
        """No deputy has two registrations under way; what came before has ended."""
        registrations = list(Registration.objects.select_related("previous").order_by("pk"))
        for deputy in self.deputies:
            own = [registration for registration in registrations if registration.deputy_id == deputy.pk]
            assert sum(registration.state in OPEN_STATES for registration in own) <= 1
            assert all(registration.state == State.ENDED for registration in own[:-1])
        assert all(
            registration.previous.state == State.ENDED for registration in registrations if registration.previous_id
        )

    @precondition(lambda self: self.has_changed)
    @invariant()
    def every_move_leads_on_and_is_audited(self):
        """The moves of a registration are a chain that ends where the registration stands; each has its audit event."""
        moves: dict[int, list[RegistrationStep]] = {}
        for move in RegistrationStep.objects.order_by("pk"):
            moves.setdefault(move.registration_id, []).append(move)
        for registration in Registration.objects.all():
            chain = moves[registration.pk]
            assert [move.from_state for move in chain] == ["", *[move.to_state for move in chain[:-1]]]
            assert chain[-1].to_state == registration.state
        verbs = [f"registration.{verb}" for verb in ("urge", "close", *MOVES)]
        assert AuditEvent.objects.filter(verb__in=verbs).count() == sum(len(chain) for chain in moves.values())

    @precondition(lambda self: self.has_changed)
    @invariant()
    def deadlines_and_facts_fit_the_state(self):
        """A stage that waits has a day; what is verified names the community where the register says the deputy lives."""
        for registration in Registration.objects.select_related("deputy"):
            assert (registration.due_on is not None) == (term_of(registration.state) is not None)
            assert (registration.ended_on is not None) == (registration.state == State.ENDED)
            assert registration.origin_id != registration.residence_id
            if registration.state in (State.VERIFIED, State.CO_MANAGED):
                assert registration.community_id == registration.deputy.residence_id
                assert registration.verified_at
            if registration.state == State.CO_MANAGED:
                assert registration.received_at

    @precondition(lambda self: self.has_changed)
    @invariant()
    def nothing_is_discussed_about_an_ended_file(self):
        """An open discrepancy belongs to an open registration, and at least two have spoken."""
        for found in Discrepancy.objects.filter(state=DiscrepancyState.OPEN).select_related("registration"):
            assert found.registration.state in OPEN_STATES
            assert len(found.positions) > 1


@pytest.fixture
def people(county, appoint):
    """Three deputies with their seats and accounts, and everybody who may click: (user, role, area or deputy)."""
    homes = (
        (county.chishi, county.zhongshan),
        (county.chishi, county.shishan),
        (county.shitang, county.dongmen),
    )
    deputies = [
        MandateFactory(
            deputy=DeputyFactory(origin=origin, residence=residence, user=appoint(Role.DEPUTY, origin))
        ).deputy
        for origin, residence in homes
    ]
    held = (
        (Role.OFFICE_STAFF, county.chishi),
        (Role.OFFICE_STAFF, county.shitang),
        (Role.OFFICE_STAFF, county.fuyun),
        (Role.OFFICE_STAFF, county.yuanhe),
        (Role.POINT_KEEPER, county.zhongshan),
        (Role.POINT_KEEPER, county.shishan),
        (Role.COUNTY_OFFICE, county.root),
        (Role.SYSTEM_ADMIN, county.root),
    )
    actors = [(appoint(role, area), role, area) for role, area in held]
    return deputies, [*actors, *[(deputy.user, Role.DEPUTY, deputy) for deputy in deputies]]


@pytest.mark.long
def test_random_moves_by_everybody(county, people, slow):
    Moves.done.clear()
    run_state_machine_as_test(
        lambda: Moves(county, *people),
        settings=settings(
            max_examples=AT_FULL_LENGTH if slow else EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,  # the same moves on every machine
            database=None,
            phases=(Phase.generate,),  # a run is named by its seed; making it shorter would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert set(Moves.done) == {*MOVES, "say", "end_mandate"}
    assert Moves.done.total() > 200
