"""A side states facts about a deputy: on a form, by one tap, or on another occasion (registration, ledger)."""

from django.db import transaction

from liaison.discrepancies.enums import SPEAKERS, Fact, StatementSource
from liaison.discrepancies.models import Statement
from liaison.discrepancies.policies import speaking_side
from liaison.discrepancies.values import answer, fingerprint, shown
from liaison.discrepancies.workflow.comparing import compare_registration, lock_registration
from liaison.registration.enums import OPEN_STATES, RegistrationState, Side
from liaison.registration.models import Registration
from liaison.registration.statements import Said
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.refusals import Refused, reason_against


@transaction.atomic
def state(
    registration: Registration,
    *,
    by: User,
    phone: str = "",
    address: str = "",
    community: Area | None = None,
    still_here: bool | None = None,
    household_at_home: bool | None = None,
    note: str = "",
    source: str = StatementSource.SAID,
) -> list[Statement]:
    """State facts on an open registration for the side on which `by` stands; what is empty is not spoken of.

    Raises Denied, Refused when nothing is stated. Side effects: Statement rows, one audit event that both sides
    see (personal data masked), then what the comparison opens or closes, with its notices.
    """
    registration = lock_registration(registration)
    side = speaking_side(by, registration)
    said = Said(
        deputy_id=registration.deputy_id,
        by=by,
        source=source,
        side=side,
        phone=phone.strip(),
        address=address.strip(),
        community=community,
        still_here=still_here,
        household_at_home=household_at_home,
        note=note.strip(),
    )
    statements = _write(registration, said, side)
    if not statements:
        raise Refused("请至少说明一项；没有变化请点“还在这里”。")
    record(
        "discrepancies.state",
        "说明情况",
        registration,
        by=by,
        areas=[registration.origin, registration.residence, registration.community],
        changes={statement.get_fact_display(): ["", statement.shown] for statement in statements},
        reason=note,
    )
    compare_registration(registration, by=by)
    return statements


@transaction.atomic
def confirm_still_here(registration: Registration, *, by: User) -> list[Statement]:
    """One tap: the deputy still lives where the registration says. Takes back what the same side has said of another community."""
    registration = lock_registration(registration)
    if registration.state != RegistrationState.CO_MANAGED:
        raise Refused("社区接收以后才能确认“还在这里”。")
    side = speaking_side(by, registration)
    own = registration.statements.filter(side=side, fact=Fact.COMMUNITY).first()  # type: ignore[attr-defined]
    wrong = own is not None and own.value != str(registration.community_id)
    return state(
        registration,
        by=by,
        still_here=True,
        community=registration.community if wrong else None,
        source=StatementSource.TAP,
    )


def hear(said: Said) -> None:
    """Take down what was said on another occasion, and compare; nothing where the deputy has no open registration.

    What the county or the system did is nobody's statement, but the registration is compared with what the sides said before.
    """
    registration = Registration.objects.filter(deputy_id=said.deputy_id).order_by("-created_at", "-pk").first()
    if registration is None:
        return
    registration = lock_registration(registration)
    if registration.state in OPEN_STATES:
        side = said.side
        if not side and said.by and not reason_against(speaking_side, said.by, registration):
            side = speaking_side(said.by, registration)
        if side in SPEAKERS:
            _write(registration, said, side)
    compare_registration(registration, by=said.by)


def _write(registration: Registration, said: Said, side: str) -> list[Statement]:
    """Add a row for each fact that `said` speaks of."""
    areas = {
        Side.ORIGIN: registration.origin,
        Side.RESIDENCE: registration.residence,
        Side.COMMUNITY: registration.community,
    }
    return Statement.objects.bulk_create(
        Statement(
            registration=registration,
            fact=fact,
            side=side,
            area=areas.get(Side(side)),
            value=value,
            fingerprint=fingerprint(registration.pk, fact, value),
            shown=shown(fact, value),
            source=said.source,
            note=said.note,
            by=said.by.display_name if said.by else "系统",
            by_user_id=said.by.pk if said.by else None,
        )
        for fact, value in _values(said).items()
        if value
    )


def _values(said: Said) -> dict[str, str]:
    return {
        Fact.PHONE: said.phone,
        Fact.ADDRESS: said.address,
        Fact.COMMUNITY: str(said.community.pk) if said.community and not said.community.is_unit else "",
        Fact.STILL_HERE: "" if said.still_here is None else answer(said.still_here),
        Fact.HOUSEHOLD: "" if said.household_at_home is None else answer(said.household_at_home),
    }
