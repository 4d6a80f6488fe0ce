"""Changes to the register of deputies: the one place that keeps history, fingerprints and the audit trail true."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy, ResidenceSpell
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.privacy import digest, mask_address, mask_phone


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
    locked = (
        Deputy.objects.select_for_update(of=("self",)).select_related("residence__unit", "origin").get(pk=deputy.pk)
    )
    same_place = locked.residence_id == (residence.pk if residence else None) and locked.residence_outside == outside
    address = address or (locked.address if same_place else "")
    if same_place and address == locked.address:
        return False
    before, before_area = locked.residence_label, locked.residence
    stay = locked.residence_spells.filter(ends_on__isnull=True).first()
    begins = since or timezone.localdate()
    if stay and stay.begins_on:
        begins = max(begins, stay.begins_on)  # a stay does not end before it began
    if same_place:
        locked.residence_spells.filter(ends_on__isnull=True).update(address=address)
    else:
        locked.residence_spells.filter(ends_on__isnull=True).update(ends_on=begins)
        ResidenceSpell.objects.create(
            deputy=locked,
            area=residence,
            outside=outside,
            address=address,
            begins_on=begins,
            source=source,
            recorded_by=by.display_name if by else "系统",
        )
        locked.resides_since = begins
    locked.residence, locked.residence_outside, locked.address = residence, outside, address
    locked.save(update_fields=["residence", "residence_outside", "address", "resides_since", "updated_at"])
    record(
        "deputies.change_residence",
        "变更居住地",
        locked,
        by=by,
        areas=[locked.origin, before_area, residence],
        changes={"现居住地": [before, locked.residence_label], "住址": ["", mask_address(address)]},
        reason=source,
    )
    deputy.refresh_from_db()
    return True


@transaction.atomic
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

    An empty phone keeps the known one. The caller has checked permission. Side effects: the deputy, one audit event
    with the phone masked.
    """
    locked = Deputy.objects.select_for_update(of=("self",)).select_related("origin", "residence").get(pk=deputy.pk)
    phone = phone or locked.phone
    pairs = {
        "手机": (mask_phone(locked.phone), mask_phone(phone), locked.phone != phone),
        "工作单位及职务": (locked.employment, employment, locked.employment != employment),
        "特长专长": (locked.specialities, specialities, locked.specialities != specialities),
        "户籍仍在流出地": (
            locked.household_at_home,
            household_at_home,
            locked.household_at_home != household_at_home,
        ),
    }
    changes = {label: [before, after] for label, (before, after, changed) in pairs.items() if changed}
    if not changes:
        return False
    locked.phone, locked.phone_digest = phone, digest(phone, purpose="phone")
    locked.employment, locked.specialities, locked.household_at_home = employment, specialities, household_at_home
    locked.save(
        update_fields=["phone", "phone_digest", "employment", "specialities", "household_at_home", "updated_at"]
    )
    record(
        "deputies.accept_ledger_facts",
        "台账确认更新",
        locked,
        by=by,
        areas=[locked.origin, locked.residence],
        changes=changes,
        reason=source,
    )
    deputy.refresh_from_db()
    return True


@transaction.atomic
def change_phone(deputy: Deputy, *, phone: str, source: str, by: User | None) -> bool:
    """Record the deputy's phone. Returns whether anything changed. The caller has checked permission.

    Side effects: the deputy, one audit event for both sides with the phone masked.
    """
    locked = Deputy.objects.select_for_update(of=("self",)).select_related("origin", "residence").get(pk=deputy.pk)
    if locked.phone == phone:
        return False
    before, locked.phone = locked.phone, phone
    locked.phone_digest = digest(phone, purpose="phone")
    locked.save(update_fields=["phone", "phone_digest", "updated_at"])
    record(
        "deputies.change_phone",
        "变更手机",
        locked,
        by=by,
        areas=[locked.origin, locked.residence],
        changes={"手机": [mask_phone(before), mask_phone(phone)]},
        reason=source,
    )
    deputy.refresh_from_db()
    return True


@transaction.atomic
def change_household(deputy: Deputy, *, at_home: bool, source: str, by: User | None) -> bool:
    """Record whether the household registration (户籍) is still at the origin. Returns whether anything changed.

    It is kept apart from the residence: living in town with the household at home is fine, moving the household out of
    the township can end a township mandate (代表法 62). The caller has checked permission. Side effects: the deputy, one
    audit event for both sides.
    """
    locked = Deputy.objects.select_for_update(of=("self",)).select_related("origin", "residence").get(pk=deputy.pk)
    if locked.household_at_home == at_home:
        return False
    words = {True: "是", False: "否", None: "未登记"}
    before, locked.household_at_home = locked.household_at_home, at_home
    locked.save(update_fields=["household_at_home", "updated_at"])
    record(
        "deputies.change_household",
        "变更户籍情况",
        locked,
        by=by,
        areas=[locked.origin, locked.residence],
        changes={"户籍仍在流出地": [words[before], words[at_home]]},
        reason=source,
    )
    deputy.refresh_from_db()
    return True
