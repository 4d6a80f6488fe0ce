"""What a ledger line says of a deputy: the fields of the 《流动代表登记册》 that may change (law-and-practice, 建档立卡).

Values are a plain dict: the keys of FIELDS with labels for people, `residence_id` and `residence_outside` for the machine,
and in confirmed values `corrected`, the keys of FIELDS that the deputy changed against the file.
"""

from copy import copy
from typing import Any

from deputies.people.completeness import missing_of, percent_of
from deputies.people.models import Deputy
from yunhe.areas.models import Area
from yunhe.kit.refusals import Refused
from yunhe.privacy import mask_address, mask_phone

#: key → (Chinese label, masking or None)
FIELDS = {
    "residence": ("现居住地", None),
    "address": ("住址", mask_address),
    "phone": ("手机", mask_phone),
    "employment": ("工作单位及职务", None),
    "specialities": ("特长专长", None),
    "household_at_home": ("户籍仍在流出地", None),
}
ROLE_PLAYED = "作用发挥情况"  # of the half-year, kept beside the values
CORRECTABLE = ("phone", "address", "employment", "specialities", "residence_outside")
YES_NO = {True: "是", False: "否", None: "未登记"}


def facts_of(deputy: Deputy) -> dict[str, Any]:
    """Return the present values of `deputy`."""
    return {
        "residence": deputy.residence_label,
        "residence_id": deputy.residence_id,
        "residence_outside": deputy.residence_outside,
        "address": deputy.address,
        "phone": deputy.phone,
        "employment": deputy.employment,
        "specialities": deputy.specialities,
        "household_at_home": deputy.household_at_home,
    }


def standing_facts(known: dict[str, Any], confirmed: dict[str, Any] | None) -> dict[str, Any]:
    """Return `known` (the file today) with what the deputy has corrected earlier in this round and nobody has accepted yet."""
    values, earlier = dict(known), confirmed or {}
    corrected = set(earlier.get("corrected", ()))
    values.update({key: earlier[key] for key in corrected})
    if "residence" in corrected:
        values.update(residence_id=earlier["residence_id"], residence_outside=earlier["residence_outside"])
    return values


def corrected_facts(
    known: dict[str, Any],
    confirmed: dict[str, Any] | None,
    corrections: dict[str, Any],
    residence: Area | None,
    *,
    household_at_home: bool,
) -> dict[str, Any]:
    """Return the values that a confirmation now stands for, and `corrected`, the fields in which they differ from the file.

    known: the file today; confirmed: what this line was confirmed with before, if it was; corrections: new values by the
    keys of CORRECTABLE, missing keys stay; residence: where the deputy lives now, with its unit loaded, None for no change
    or a place beyond the county. Who moves without giving the new address has none.
    Refused when the deputy lived beyond the county and now names no place at all.
    """
    standing = standing_facts(known, confirmed)
    values = {**standing, **{key: value for key, value in corrections.items() if key in CORRECTABLE}}
    if residence is not None:
        values.update(residence=residence.full_name, residence_id=residence.pk, residence_outside="")
    elif values["residence_outside"]:
        values.update(residence=f"县外：{values['residence_outside']}", residence_id=None)
    elif standing["residence_outside"]:
        raise Refused({"residence": "请填写现居住地：县内选社区（村），县外填地名。"})
    if values["residence"] != standing["residence"] and values["address"] == standing["address"]:
        values["address"] = ""
    values["household_at_home"] = household_at_home
    values["corrected"] = [key for key in FIELDS if not is_same(key, known.get(key), values.get(key))]
    return values


def is_same(key: str, before: Any, after: Any) -> bool:
    """Whether a field says the same. A household that nobody had asked about and is at home is no change."""
    if key == "household_at_home":
        return before == after or (before is None and after is True)
    return (before or "") == (after or "")


def shown(key: str, value: Any, *, in_full: bool = False) -> str:
    """Return a value as pages show it, personal data masked unless `in_full`."""
    if key == "household_at_home":
        return YES_NO[value]
    mask = None if in_full else FIELDS[key][1]
    return mask(value or "") if mask else (value or "")


def difference(
    before: dict[str, Any] | None, after: dict[str, Any] | None, *, in_full: bool = False
) -> list[dict[str, Any]]:
    """Return every field side by side: {"key", "label", "before", "after", "changed"}, personal data masked unless `in_full`."""
    before, after = before or {}, after or {}
    return [
        {
            "key": key,
            "label": label,
            "before": shown(key, before.get(key), in_full=in_full) if before else "",
            "after": shown(key, after.get(key), in_full=in_full),
            "changed": bool(before) and not is_same(key, before.get(key), after.get(key)),
        }
        for key, (label, _mask) in FIELDS.items()
    ]


def as_stated(deputy: Deputy, values: dict[str, Any]) -> Deputy:
    """Return a copy of the file of `deputy`, not to be saved, that says what a line says."""
    stated = copy(deputy)
    for key in (*CORRECTABLE, "household_at_home", "residence_id"):
        setattr(stated, key, values.get(key))
    return stated


def missing(deputy: Deputy, values: dict[str, Any], role_played: str = "") -> list[str]:
    """Return the labels of what is empty: the wanted fields of the file as the line states it, and the role played."""
    empty = missing_of(as_stated(deputy, values))
    return empty if role_played else [*empty, ROLE_PLAYED]


def completeness(deputy: Deputy, values: dict[str, Any]) -> int:
    """Return how complete the file is with what the line states, as the register and the file's page count it."""
    return percent_of(as_stated(deputy, values))
