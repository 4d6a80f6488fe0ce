"""The facts of two records side by side: what each says, and which can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field

from deputies.people.models import Deputy

# What is chosen together: its label, and the columns that go along.
CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("姓名", ("name", "name_pinyin", "name_initials")),
    "former_name": ("曾用名", ("former_name",)),
    "gender": ("性别", ("gender",)),
    "ethnicity": ("民族", ("ethnicity",)),
    "born": ("出生年月", ("born_on", "born_precision")),
    "party": ("政治面貌", ("party",)),
    "education": ("学历", ("education",)),
    "employment": ("工作单位及职务", ("employment",)),
    "occupation": ("代表类别", ("occupation",)),
    "specialities": ("特长专长", ("specialities",)),
    "home_village": ("户籍所在村", ("home_village_id",)),
    "household_at_home": ("户籍仍在流出地", ("household_at_home",)),
    "residence": ("现居住地", ("residence_id", "residence_outside", "address", "resides_since")),
    "phone": ("手机", ("phone", "phone_digest")),
    "short_phone": ("短号", ("short_phone",)),
    "id_number": ("身份证号", ("id_number", "id_digest")),
    "remark": ("备注", ("remark",)),
}
ASKED = frozenset(CHOICES) - {"residence"}  # where both live somewhere, the kept record counts: a move has its own verb


@dataclass(frozen=True)
class Fact:
    """One fact of both records, in words: personal data masked, "" where nothing is known."""

    key: str
    label: str
    kept: str
    gone: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose: both say something, and not the same."""
        return bool(self.kept and self.gone and self.kept != self.gone and self.key in ASKED)


def facts_of(kept: Deputy, gone: Deputy) -> list[Fact]:
    """Return the facts of both records, in the order of the file (needs home_village, residence and origin loaded)."""
    facts = []
    for key, (label, columns) in CHOICES.items():
        kept_says, gone_says = said(kept, key), said(gone, key)
        if kept_says == gone_says and kept_says and _held(kept, columns) != _held(gone, columns):
            gone_says = f"{gone_says}（另一个）"  # masked alike
        facts.append(Fact(key, label, kept_says, gone_says))
    return facts


def _held(deputy: Deputy, columns: Iterable[str]) -> list[Any]:
    return [getattr(deputy, column) for column in columns]


def said(deputy: Deputy, key: str) -> str:
    """Return what the record of `deputy` says about `key`, as pages show it."""
    if key == "born":
        return deputy.birth_label
    if key == "residence":
        return deputy.residence_label if deputy.residence_id or deputy.residence_outside else ""
    if key == "id_number":
        return "已登记" if deputy.id_number else ""
    if key == "home_village":
        return deputy.home_village.full_name if deputy.home_village else ""
    field, value = deputy._meta.get_field(key), getattr(deputy, key)
    if mask := getattr(field, "mask", None):
        return str(mask(value)) if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    labels = dict(field.flatchoices or ()) if isinstance(field, Field) else {}
    return str(labels.get(value, value or ""))


def columns_to_take(kept: Deputy, gone: Deputy, chosen: Iterable[str]) -> dict[str, Any]:
    """Return what `kept` takes over from `gone`: what it does not know itself, and the keys that were `chosen`."""
    wanted, taken = set(chosen), {}
    for fact in facts_of(kept, gone):
        if fact.gone and (not fact.kept or fact.key in wanted & ASKED):
            taken.update({column: getattr(gone, column) for column in CHOICES[fact.key][1]})
    return taken
