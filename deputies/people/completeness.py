"""How complete a deputy's file is: the fields a 《流动代表登记册》 asks for."""

from deputies.people.models import Deputy

WANTED = (
    "gender",
    "ethnicity",
    "born_on",
    "party",
    "education",
    "employment",
    "occupation",
    "specialities",
    "home_village_id",
    "phone",
    "household_at_home",
)


def missing_of(deputy: Deputy) -> list[str]:
    """Return the Chinese names of the wanted fields that are empty, the residence among them."""
    missing = [
        str(Deputy._meta.get_field(name.removesuffix("_id")).verbose_name)
        for name in WANTED
        if getattr(deputy, name) in ("", None)
    ]
    if not deputy.residence_id and not deputy.residence_outside:
        missing.append("现居住地")
    return missing


def percent_of(deputy: Deputy) -> int:
    """Return the completeness in percent, 0–100."""
    return 100 - len(missing_of(deputy)) * 100 // (len(WANTED) + 1)
