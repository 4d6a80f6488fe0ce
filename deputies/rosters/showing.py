"""Values of a row as the preview and the audit trail write them: in words, personal data masked."""

from typing import Any

from deputies.people.enums import DatePrecision, Gender, OccupationClass
from deputies.people.models import Deputy
from yunhe.areas.index import AreaIndex
from yunhe.privacy import mask_address, mask_phone

LABELS = {field.name: str(field.verbose_name) for field in Deputy._meta.fields}
_CHOICES = {
    "gender": dict(Gender.choices),
    "occupation": dict(OccupationClass.choices),
    "born_precision": dict(DatePrecision.choices),
}
_LENGTHS = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}


def shown(key: str, value: Any, index: AreaIndex, *, precision: object = "") -> str:
    """Return a value in words, "" for an empty one. precision: how much of a date of birth is known."""
    if value is None or value == "":
        return ""
    if key in {"phone", "short_phone"}:
        return mask_phone(str(value))
    if key == "address":
        return mask_address(str(value))
    if key == "id_number":
        return "已登记"
    if key in {"home_village", "residence", "origin"}:
        place = index.places.get(value)
        return place.full_name if place else ""
    if key in _CHOICES:
        return str(_CHOICES[key].get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if key == "born_on" and precision:
        return str(value)[: _LENGTHS[DatePrecision(str(precision))]]
    return str(value)
