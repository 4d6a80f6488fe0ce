"""Whether a row is a person of the register. Never on the name alone.

Same person: name and phone; name and identity number; name, birth (year and month) and origin; or name, origin and one of
home village, district, employer with nothing that contradicts. What is in between is refused and left to a person.
"""

import re
from typing import NamedTuple

from deputies.people.naming import name_key
from deputies.rosters.known import Known, Register
from deputies.rosters.remarks import Note, error, info

_GENERAL_WORK = re.compile(
    r"个体|务农|务工|经商|自由|退休|村民|农民|[果茶菇菜药]农|职工$|员工$|业主|经纪人|社员|干部$|教师$|医师$|文书"
)


class Match(NamedTuple):
    """person None with no refusal: a new person. refusal: the row cannot be decided. notes: worth telling."""

    person: Known | None = None
    refusal: Note | None = None
    notes: tuple[Note, ...] = ()


def _month(values: dict) -> str:
    """Return the year and month of birth, "" when not known so far."""
    born = str(values.get("born_on") or "")
    return born[:7] if born and values.get("born_precision") != "year" else ""


def _differ(row: dict, person: Known, key: str) -> bool:
    mine, theirs = row.get(key), person.values.get(key)
    return bool(mine) and bool(theirs) and mine != theirs


def _birth_differs(row: dict, person: Known) -> bool:
    mine, theirs = str(row.get("born_on") or ""), str(person.values.get("born_on") or "")
    if not mine or not theirs:
        return False
    length = 4 if "year" in {row.get("born_precision"), person.values.get("born_precision")} else 7
    return mine[:length] != theirs[:length]


def _is_strong(row: dict, person: Known) -> bool:
    return any(row.get(key) and row[key] == person.values.get(key) for key in ("phone", "id_number"))


def _contradicts(row: dict, person: Known) -> bool:
    return (
        row.get("origin") != person.origin
        or _differ(row, person, "gender")
        or _birth_differs(row, person)
        or _differ(row, person, "phone")
        or _differ(row, person, "id_number")
        or _differ(row, person, "home_village")
    )


def _is_weak(row: dict, person: Known) -> bool:
    """Whether name and origin are joined by a home village, a district or an employer, with nothing against it."""
    if _contradicts(row, person):
        return False
    district = row.get("district")
    levels = row.get("levels", ()) if district else ()
    same_district = any(district is not None and (level, district[1]) in person.districts() for level in levels)
    employment = row.get("employment")
    return (
        bool(row.get("home_village") and row["home_village"] == person.values.get("home_village"))
        or same_district
        or bool(_names_employer(employment) and employment == person.values.get("employment"))
    )


def _names_employer(employment: str | None) -> bool:
    """Whether a text names an employer that tells people apart; 个体工商户 and 果农 do not."""
    return employment is not None and len(employment) >= 5 and not _GENERAL_WORK.search(employment)


def _differs_in_file(row: dict, person: Known) -> bool:
    """Whether two rows of one file say different things, so that they are two people of one name."""
    if person.id is not None:
        return False
    district = row.get("district")
    held = [
        known.district for level in row.get("levels", ()) for known in person.mandates.get(level, ()) if known.district
    ]
    return bool(district and held and tuple(district) not in held) or any(
        _differ(row, person, key) for key in ("employment", "residence", "address")
    )


def match(row: dict, register: Register, remembered: Known | None = None) -> Match:
    """Decide who a row is. row: its payload; remembered: the person that the very same row was imported as before."""
    name = name_key(row["name"])
    people = list({id(person): person for person in register.by_name.get(name, ())}.values())
    if remembered is not None and remembered in people and remembered.origin == row.get("origin"):
        return Match(remembered)
    strong = [person for person in people if _is_strong(row, person)]
    if len(strong) > 1:
        return Match(refusal=_ambiguous(len(strong)))
    if strong:
        return _strong(row, strong[0])
    notes: tuple[Note, ...] = ()
    other = [person for person in register.by_phone.get(row.get("phone") or "-", ()) if person not in people]
    if other:
        alike = [
            person
            for person in other
            if person.origin == row.get("origin") or (_month(row) and _month(row) == _month(person.values))
        ]
        if alike and not _differ(row, alike[0], "gender"):
            return Match(
                refusal=error(
                    "phone_of_another",
                    "手机号与已登记的另一位代表相同，姓名却不同，可能是同一人的两种写法，未导入。",
                    "请核对姓名；如确是同一人，请先在其档案里登记曾用名；如不是，请改正手机号。",
                )
            )
        notes = (info("phone_shared", "手机号与已登记的另一位代表相同。", "请核对是否填错。"),)
    sure = [
        person
        for person in people
        if (
            _month(row)
            and _month(row) == _month(person.values)
            and person.origin == row.get("origin")
            and not _differ(row, person, "gender")
        )
        or _is_weak(row, person)
    ]
    if len(sure) > 1:
        return Match(refusal=_ambiguous(len(sure)))
    if sure:
        return Match(sure[0], notes=notes)
    possible = [person for person in people if not _contradicts(row, person) and not _differs_in_file(row, person)]
    if possible:
        return Match(
            refusal=error(
                "maybe_same_person",
                f"{_origin_words(row, possible)}已有同名代表 {len(possible)} 人，只凭姓名不能断定是不是同一人，未导入。",
                "请补填手机、出生年月、户籍村或选区后重新导入。",
            )
        )
    if people:
        notes = (
            *notes,
            info(
                "same_name",
                f"登记册里另有同名代表 {len(people)} 人，按不同的人登记。",
                "如是同一人，请核对手机和出生年月。",
            ),
        )
    return Match(notes=notes)


def _origin_words(row: dict, people: list[Known]) -> str:
    return "同一流出地" if all(person.origin == row.get("origin") for person in people) else ""


def _ambiguous(number: int) -> Note:
    return error(
        "several_candidates",
        f"登记册里有 {number} 位代表都符合这一行，不能断定是哪一位，未导入。",
        "请补填手机、出生年月或户籍村后重新导入。",
    )


def _strong(row: dict, person: Known) -> Match:
    """Accept a match by phone or identity number unless something that never changes contradicts it."""
    if row.get("origin") != person.origin:
        reason = "流出地不同（同一人不能在两个乡镇当选，选举法第四十八条）"
    elif _differ(row, person, "gender"):
        reason = "性别不同"
    elif row.get("phone") != person.values.get("phone") and _birth_differs(row, person):
        reason = "出生年月不同"
    elif _birth_differs(row, person) and _differ(row, person, "home_village"):
        reason = "出生年月和户籍村都不同"
    else:
        return Match(person)
    return Match(
        refusal=error(
            "contradicts_register",
            f"姓名和手机与已登记的一位代表相同，但{reason}，未导入。",
            "请核对后改正这一行，或先在其档案里更正。",
        )
    )
