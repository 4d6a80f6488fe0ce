"""How complete a deputy's file is: the fields that a 《流动代表登记册》 asks for, the same in register, file page and ledger."""

from typing import Any

from django.db.models import Case, ExpressionWrapper, IntegerField, Q, QuerySet, Value, When

from deputies.people.models import Deputy

#: field of the file → the condition that it is empty
WANTED = {
    "gender": Q(gender=""),
    "ethnicity": Q(ethnicity=""),
    "born_on": Q(born_on=None),
    "party": Q(party=""),
    "education": Q(education=""),
    "employment": Q(employment=""),
    "occupation": Q(occupation=""),
    "specialities": Q(specialities=""),
    "home_village": Q(home_village=None),
    "phone": Q(phone_digest=""),
    "household_at_home": Q(household_at_home=None),
    "residence": Q(residence=None, residence_outside=""),
    "address": Q(address=""),
}


def _is_empty(deputy: Deputy, name: str) -> bool:
    if name == "residence":
        return not deputy.residence_id and not deputy.residence_outside
    return getattr(deputy, "home_village_id" if name == "home_village" else name) in ("", None)


def missing_of(deputy: Deputy) -> list[str]:
    """Return the Chinese names of the wanted fields that are empty."""
    return [str(Deputy._meta.get_field(name).verbose_name) for name in WANTED if _is_empty(deputy, name)]


def percent_of(deputy: Deputy) -> int:
    """Return the completeness in whole per cent, 0-100; 100 is reached only when nothing is missing."""
    filled = len(WANTED) - len(missing_of(deputy))
    return (filled * 200 + len(WANTED)) // (2 * len(WANTED))  # half up


def with_completeness(rows: QuerySet[Deputy]) -> QuerySet[Deputy]:
    """Return deputies with `completeness`, counted in the database as `percent_of` counts it."""
    filled: Any = Value(len(WANTED))
    for empty in WANTED.values():
        filled = filled - Case(When(empty, then=Value(1)), default=Value(0))
    whole = ExpressionWrapper(filled * 200 + len(WANTED), output_field=IntegerField())
    percent = ExpressionWrapper(whole / Value(2 * len(WANTED)), output_field=IntegerField())
    return rows.annotate(completeness=percent)
