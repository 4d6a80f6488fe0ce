"""Registrations of the demo county in every state, each with the steps that led there."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from deputies.people.models import Deputy
from liaison.registration.deadlines import due_on
from liaison.registration.enums import (
    EndReason,
    RedirectReason,
    RegistrationState,
    ReturnReason,
    Side,
)
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
GROUPS = ("第一共治组", "第二共治组", "第三共治组", "第四共治组")


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

    def _at(self, day: date) -> datetime:
        clock = time(self.random.randint(8, 17), self.random.randint(0, 59))
        return timezone.make_aware(datetime.combine(day, clock))

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
        steps = list(self._steps(registration, state))
        gaps = [self.random.randint(1, 6) for _ in steps[1:]]
        day = since - timedelta(days=sum(gaps))
        registration.created_at = self._at(day)
        previous = ""
        for (verb, label, to_state, side, by, reason, note), gap in zip(steps, [*gaps, 0], strict=True):
            at = max(self._at(day), registration.created_at)
            self.steps.append(
                RegistrationStep(
                    registration=registration,
                    verb=verb,
                    label=label,
                    from_state=previous,
                    to_state=to_state,
                    side=side,
                    by=by,
                    reason=reason,
                    note=note,
                    at=at,
                )
            )
            self._mark(registration, to_state, at, day, by, reason, note)
            previous = to_state
            day += timedelta(days=gap)
        self.registrations.append(registration)

    def _mark(
        self, registration: Registration, to_state: str, at: datetime, day: date, by: str, reason: str, note: str
    ) -> None:
        """Set what the step leaves on the registration."""
        registration.state_since = at
        registration.due_on = due_on(to_state, day)
        if to_state == State.RETURNED:
            registration.return_reason, registration.return_note = reason, note
        elif to_state == State.VERIFIED:
            registration.verified_by, registration.verified_at = by, at
            registration.community = registration.deputy.residence
        elif to_state == State.CO_MANAGED:
            registration.received_by, registration.received_at = by, at
            registration.station = self.stations.get(registration.community_id)
            registration.group = self.random.choice(GROUPS)
            registration.grid = f"第{self.random.randint(1, 8)}网格"
            registration.contact_person = f"{registration.community.short_name}联络员"

    def _steps(self, registration: Registration, state: str) -> Iterator[tuple[str, str, str, str, str, str, str]]:
        """Yield (verb, label, state, side, by, reason, note) of the way to `state`."""
        origin, residence = f"{registration.origin.name}·人大干事", f"{registration.residence.name}·人大干事"
        deputy = registration.deputy.name
        point = registration.deputy.residence.short_name
        yield "urge", "督促登记", State.URGED, Side.ORIGIN, origin, "", "请到现居住地办理登记报到"
        if state == State.URGED:
            return
        yield "submit", "提交登记", State.SUBMITTED, Side.DEPUTY, deputy, "", ""
        if state == State.SUBMITTED:
            return
        if state == State.RETURNED or self.random.random() < 0.06:
            reason = self.random.choice([ReturnReason.ADDRESS_UNCLEAR, ReturnReason.CONTACT_UNREACHABLE])
            yield "send_back", "退回", State.RETURNED, Side.RESIDENCE, residence, reason, "请补充楼幢门牌或常用手机"
            if state == State.RETURNED:
                return
            yield "submit", "重新提交", State.SUBMITTED, Side.DEPUTY, deputy, "", ""
        yield "verify", "核实通过", State.VERIFIED, Side.RESIDENCE, residence, "", ""
        if state == State.VERIFIED:
            return
        if self.random.random() < 0.04:
            reason = RedirectReason.OTHER_COMMUNITY
            yield "redirect", "转其他社区", State.VERIFIED, Side.COMMUNITY, f"{point}·联络员", reason, "住址属于本社区"
        yield "receive", "社区接收", State.CO_MANAGED, Side.COMMUNITY, f"{point}·联络员", "", ""

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
                verified_by=f"{former.name}·人大干事",
                verified_at=began,
                received_by="社区联络员",
                received_at=began,
                ended_on=timezone.localdate(ended),
                end_reason=EndReason.MOVED_ON,
            )
            self.steps.append(
                RegistrationStep(
                    registration=earlier,
                    verb="urge",
                    label="督促登记",
                    to_state=State.URGED,
                    side=Side.ORIGIN,
                    by=f"{registration.origin.name}·人大干事",
                    at=began,
                )
            )
            self.steps.append(
                RegistrationStep(
                    registration=earlier,
                    verb="end",
                    label="结束：迁往别处",
                    from_state=State.CO_MANAGED,
                    to_state=State.ENDED,
                    side=Side.RESIDENCE,
                    by=f"{former.name}·人大干事",
                    reason=EndReason.MOVED_ON,
                    note=f"迁往{registration.residence.name}",
                    at=ended,
                )
            )
            self.chains.append((earlier, registration))
        self.registrations.extend(earlier for earlier, _ in self.chains)

    def _link_chains(self) -> None:
        for earlier, registration in self.chains:
            registration.previous = earlier
        Registration.objects.bulk_update([registration for _, registration in self.chains], ["previous"])
