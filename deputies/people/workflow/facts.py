"""Changes to the register of deputies: the one place that keeps history, fingerprints and the audit trail true."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy, ResidenceSpell, phone_digest
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled
from yunhe.kit.moves import locked
from yunhe.privacy import mask_address


def locked_deputy(deputy: Deputy) -> Deputy:
    """Return `deputy` anew with origin and residence, its row locked until the transaction ends."""
    return locked(Deputy.objects.select_related("origin", "residence__unit"), deputy)


@transaction.atomic
def change_residence(
    deputy: Deputy,
    *,
    residence: Area | None,
    outside: str = "",
    address: str = "",
    since: date | None = None,
    source: str,
    by: User | None,
) -> bool:
    """Record where `deputy` lives now and keep where the deputy lived before. Returns whether anything changed.

    residence: a community or village (or a unit), or None with `outside` naming a place beyond the county; address: ""
    keeps the known one while the place stays the same; since: first day there (today when unknown); source: what the
    change rests on, e.g. 登记报到. The caller has checked permission.
    Side effects: the open ResidenceSpell ends, a new one begins, the deputy is updated, one audit event for both sides.
    """
    this = locked_deputy(deputy)
    same_place = this.residence_id == (residence.pk if residence else None) and this.residence_outside == outside
    address = address or (this.address if same_place else "")
    if same_place and address == this.address:
        return False
    before, left = this.residence_label, this.residence
    open_stays = this.residence_spells.filter(ends_on__isnull=True)
    stay = open_stays.first()
    begins = since or timezone.localdate()
    if stay and stay.begins_on:
        begins = max(begins, stay.begins_on)  # a stay does not end before it began
    if same_place:
        open_stays.update(address=address)
    else:
        open_stays.update(ends_on=begins)
        ResidenceSpell.objects.create(
            deputy=this,
            area=residence,
            outside=outside,
            address=address,
            begins_on=begins,
            source=source,
            recorded_by=by.display_name if by else "系统",
        )
        this.resides_since = begins
    this.residence, this.residence_outside, this.address = residence, outside, address
    this.save(update_fields=["residence", "residence_outside", "address", "resides_since", "updated_at"])
    changes = {"现居住地": [before, this.residence_label], "住址": ["", mask_address(address)]}
    areas = [*this.areas, left]
    record("deputies.change_residence", "变更居住地", this, by=by, changes=changes, areas=areas, reason=source)
    deputy.refresh_from_db()
    return True


@transaction.atomic
def _rewrite(deputy: Deputy, verb: str, label: str, *, source: str, by: User | None, **facts: Any) -> bool:
    """Write `facts` of one deputy, with one audit event for both sides (personal data masked). Returns whether anything changed."""
    this = locked_deputy(deputy)
    changes = changes_of(this, filled(this, facts))
    if not changes:
        return False
    this.phone_digest = phone_digest(this.phone)
    this.save(update_fields=[*facts, "phone_digest", "updated_at"])
    record(f"deputies.{verb}", label, this, by=by, changes=changes, reason=source)
    deputy.refresh_from_db()
    return True


def accept_ledger_facts(
    deputy: Deputy,
    *,
    phone: str,
    employment: str,
    specialities: str,
    household_at_home: bool | None,
    source: str,
    by: User | None,
) -> bool:
    """Take over what a deputy confirmed in the ledger and the keeper countersigned. Returns whether anything changed.

    An empty phone keeps the known one. The caller has checked permission. Side effects: the deputy, one audit event.
    """
    facts = {"employment": employment, "specialities": specialities, "household_at_home": household_at_home}
    if phone:
        facts = {"phone": phone, **facts}
    return _rewrite(deputy, "accept_ledger_facts", "台账确认更新", source=source, by=by, **facts)


def change_phone(deputy: Deputy, *, phone: str, source: str, by: User | None) -> bool:
    """Record the deputy's phone. Returns whether anything changed. The caller has checked permission.

    Side effects: the deputy, one audit event for both sides with the phone masked.
    """
    return _rewrite(deputy, "change_phone", "变更手机", source=source, by=by, phone=phone)


def change_household(deputy: Deputy, *, at_home: bool, source: str, by: User | None) -> bool:
    """Record whether the household registration (户籍) is still at the origin. Returns whether anything changed.

    It is kept apart from the residence: living in town with the household at home is fine, moving the household out of
    the township can end a township mandate (代表法 62). The caller has checked permission. Side effects: the deputy, one
    audit event for both sides.
    """
    return _rewrite(deputy, "change_household", "变更户籍情况", source=source, by=by, household_at_home=at_home)
