"""What a ledger line says of a deputy: the fields of the 《流动代表登记册》 that may change (law-and-practice, 建档立卡)."""

from typing import Any

from deputies.models import Deputy
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
YES_NO = {True: "是", False: "否", None: "未登记"}


def facts_of(deputy: Deputy) -> dict[str, Any]:
    """Return the present values of `deputy`: labels for people, `residence_id` for the machine."""
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


def shown(key: str, value: Any) -> str:
    """Return a value as pages show it, personal data masked."""
    if key == "household_at_home":
        return YES_NO[value]
    mask = FIELDS[key][1]
    return mask(value or "") if mask else (value or "")


def difference(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return every field side by side: {"key", "label", "before", "after", "changed"}, personal data masked."""
    before, after = before or {}, after or {}
    return [
        {
            "key": key,
            "label": label,
            "before": shown(key, before.get(key)) if before else "",
            "after": shown(key, after.get(key)),
            "changed": bool(before) and (before.get(key) or "") != (after.get(key) or ""),
        }
        for key, (label, _mask) in FIELDS.items()
    ]


def missing(values: dict[str, Any]) -> list[str]:
    """Return the labels of the fields that are empty."""
    return [
        label for key, (label, _mask) in FIELDS.items() if values.get(key) is None or values.get(key) in ("", "未登记")
    ]


def completeness(values: dict[str, Any]) -> int:
    """Return how complete the line is, 0–100."""
    return 100 - len(missing(values)) * 100 // len(FIELDS)
