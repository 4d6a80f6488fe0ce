"""Registrations of the demo county in every state, each with the steps that led there."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from deputies.people.models import Deputy
from deputies.teams.models import Team, TeamMember
from liaison.demo.making import Deed, clerk_of, keeper_of, life, some_time
from liaison.registration.deadlines import due_on
from liaison.registration.enums import EndReason, RedirectReason, RegistrationState, ReturnReason, Side
from liaison.registration.models import Registration, RegistrationStep
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.workdays import add_workdays

State = RegistrationState
SHARES = {
    None: 7,
    State.URGED: 8,
    State.SUBMITTED: 6,
    State.RETURNED: 3,
    State.VERIFIED: 6,
    State.CO_MANAGED: 70,
}  # percent of the deputies who live elsewhere in the county; None has no registration yet


class Registrations:
    """Invents the registrations of the deputies given; `write` puts them into the register."""

    def __init__(self, deputies: list[Deputy], random: Random, today: date):
        self.random = random
        self.today = today
        self.movers = [
            deputy for deputy in deputies if deputy.residence_id and deputy.residence.unit_id != deputy.origin_id
        ]
        self.stations = {station.location_area_id: station for station in Station.objects.filter(kind="point")}
        self.registrations: list[Registration] = []
        self.steps: list[RegistrationStep] = []

    def write(self, *, fixed: dict[int, str | None]) -> None:
        """Give every mover a registration by SHARES (`fixed`: deputy id → state, decided beforehand) and write all steps."""
        states = list(SHARES)
        for deputy in self.movers:
            state = fixed[deputy.pk] if deputy.pk in fixed else self.random.choices(states, list(SHARES.values()))[0]
            if state is not None:
                self._registration(deputy, state)
        self._earlier_registrations()
        Registration.objects.bulk_create(self.registrations)
        self._link_chains()
        RegistrationStep.objects.bulk_create(self.steps)

    def _registration(self, deputy: Deputy, state: str) -> None:
        open_days = self.random.randint(0, 16) if state != State.CO_MANAGED else self.random.randint(30, 800)
        since = (
            add_workdays(self.today, -open_days)
            if state != State.CO_MANAGED
            else self.today - timedelta(days=open_days)
        )
        registration = Registration(
            deputy=deputy, origin=deputy.origin, residence=deputy.residence.unit, address=deputy.address, state=state
        )
        way = list(self._way(registration, state))
        gaps = [self.random.randint(1, 6) for _ in way[1:]]
        day = since - timedelta(days=sum(gaps))
        registration.created_at = some_time(day, self.random)
        deeds = []
        for (verb, side, by, facts), gap in zip(way, [*gaps, 0], strict=True):
            at = max(some_time(day, self.random), registration.created_at)
            deeds.append(Deed(verb, side, by, at, facts))
            day += timedelta(days=gap)
        for step in life(RegistrationStep, registration, deeds):
            self.steps.append(step)
            self._mark(registration, step)
        self.registrations.append(registration)

    def _mark(self, registration: Registration, step: RegistrationStep) -> None:
        """Set what the step leaves on the registration."""
        registration.state_since = step.at
        registration.due_on = due_on(step.to_state, timezone.localdate(step.at))
        if step.to_state == State.RETURNED:
            registration.return_reason, registration.return_note = step.reason, step.note
        elif step.to_state == State.VERIFIED:
            registration.verified_by, registration.verified_at = step.by, step.at
            registration.community = registration.deputy.residence
        elif step.to_state == State.CO_MANAGED:
            registration.received_by, registration.received_at = step.by, step.at
            registration.station = self.stations.get(registration.community_id)
            registration.grid = f"第{self.random.randint(1, 8)}网格"
            registration.contact_person = f"{registration.community.short_name}联络员"

    def _way(self, registration: Registration, state: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
        """Yield (verb, side, by, facts of the step) of the way to `state`."""
        origin, residence = (
            (Side.ORIGIN, clerk_of(registration.origin)),
            (Side.RESIDENCE, clerk_of(registration.residence)),
        )
        deputy = (Side.DEPUTY, registration.deputy.name)
        community = (Side.COMMUNITY, keeper_of(registration.deputy.residence))
        yield "urge", *origin, {"note": "请到现居住地办理登记报到"}
        if state == State.URGED:
            return
        yield "submit", *deputy, {}
        if state == State.SUBMITTED:
            return
        if state == State.RETURNED or self.random.random() < 0.06:
            reason = self.random.choice([ReturnReason.ADDRESS_UNCLEAR, ReturnReason.CONTACT_UNREACHABLE])
            yield "send_back", *residence, {"reason": reason, "note": "请补充楼幢门牌或常用手机"}
            if state == State.RETURNED:
                return
            yield "submit", *deputy, {"label": "重新提交"}
        yield "verify", *residence, {}
        if state == State.VERIFIED:
            return
        if self.random.random() < 0.04:
            yield "redirect", *community, {"reason": RedirectReason.OTHER_COMMUNITY, "note": "住址属于本社区"}
        yield "receive", *community, {}

    def _earlier_registrations(self) -> None:
        """Give some co-managed deputies an ended registration before this one: they moved on within the county town."""
        settled = [registration for registration in self.registrations if registration.state == State.CO_MANAGED]
        units = list({registration.residence_id: registration.residence for registration in settled}.values())
        self.chains: list[tuple[Registration, Registration]] = []
        for registration in self.random.sample(settled, min(9, len(settled))):
            former = self.random.choice(
                [unit for unit in units if unit.pk not in (registration.residence_id, registration.origin_id)]
            )
            began = registration.created_at - timedelta(days=self.random.randint(200, 500))
            ended = registration.created_at - timedelta(days=2)
            earlier = Registration(
                deputy=registration.deputy,
                origin=registration.origin,
                residence=former,
                community=Area.objects.within(former).points().first(),
                state=State.ENDED,
                state_since=ended,
                created_at=began,
                verified_by=clerk_of(former),
                verified_at=began,
                received_by="社区联络员",
                received_at=began,
                ended_on=timezone.localdate(ended),
                end_reason=EndReason.MOVED_ON,
            )
            left = {"from_state": State.CO_MANAGED, "to_state": State.ENDED, "label": "结束：迁往别处"}
            left |= {"reason": EndReason.MOVED_ON, "note": f"迁往{registration.residence.name}"}
            deeds = [
                Deed("urge", Side.ORIGIN, clerk_of(registration.origin), began),
                Deed("end", Side.RESIDENCE, clerk_of(former), ended, left),
            ]
            self.steps += life(RegistrationStep, earlier, deeds)
            self.chains.append((earlier, registration))
        self.registrations.extend(earlier for earlier, _ in self.chains)

    def _link_chains(self) -> None:
        for earlier, registration in self.chains:
            registration.previous = earlier
        Registration.objects.bulk_update([registration for _, registration in self.chains], ["previous"])


def join_groups() -> None:
    """Let every second deputy who is co-managed be a member of a team of the residence, where there are any."""
    teams: dict[int, list[Team]] = {}
    for team in Team.objects.standing().select_related("area", "partner").order_by("pk"):
        for area in team.areas:
            teams.setdefault(area.pk, []).append(team)
    files = Registration.objects.filter(state=State.CO_MANAGED, residence__in=teams).select_related("deputy", "origin")
    known = set(TeamMember.objects.in_force().values_list("team_id", "deputy_id"))
    members, joined = [], []
    for at, file in enumerate(files.order_by("pk")):
        if at % 2:
            continue
        team = teams[file.residence_id][at // 2 % len(teams[file.residence_id])]
        file.team, file.group = team, team.name
        joined.append(file)
        if (team.pk, file.deputy_id) not in known:
            known.add((team.pk, file.deputy_id))
            since = max(team.begins_on, timezone.localdate(file.received_at))
            members.append(TeamMember(team=team, deputy=file.deputy, side=file.origin, joined_on=since))
    TeamMember.objects.bulk_create(members)
    Registration.objects.bulk_update(joined, ["team", "group"])
