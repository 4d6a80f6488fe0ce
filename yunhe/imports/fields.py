"""Fields of a register and the words by which offices head their columns."""

import re
import unicodedata
from dataclasses import dataclass

_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3164_]+")
_TRAILING_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_NUMBERING = re.compile(r"^\s*[(（]?\d{1,2}[)）.、]\s*(?=\D)")
_ORNAMENT = re.compile(r"[*＊:：、.。•\"“”]+")


@dataclass(frozen=True)
class Field:
    """One thing that a column can hold.

    key: name in code; label: Chinese name; synonyms: further headings; parts: (heading of a group, heading of the column
    below it) pairs; inherits: an empty cell takes the value above it, where the column is written in groups; personal:
    encrypted at rest and masked; example: value in the blank template; choices: values offered there.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    inherits: bool = False
    personal: bool = False
    example: str = ""
    choices: tuple[str, ...] = ()
    in_template: bool = True


def fold_heading(text: object) -> str:
    """Return a heading as it is compared: NFKC, without blanks, line breaks and ornaments (姓　　名＊ → 姓名)."""
    folded = unicodedata.normalize("NFKC", str(text if text is not None else ""))
    folded = _NUMBERING.sub("", folded)
    return _ORNAMENT.sub("", _BLANKS.sub("", folded))


class Vocabulary:
    """Headings to fields. `name_key` is the field without which a row is no record."""

    def __init__(self, fields: tuple[Field, ...], *, name_key: str, ignored: tuple[str, ...] = ()):
        """fields: in order of precedence; ignored: headings that are known and deliberately not read (序号, 年龄)."""
        self.fields = {field.key: field for field in fields}
        self.name_key = name_key
        self._words: dict[str, str] = {}
        self._parts: dict[tuple[str, str], str] = {}
        for field in fields:
            for word in (field.label, *field.synonyms):
                self._words.setdefault(fold_heading(word), field.key)
            for group, leaf in field.parts:
                self._parts.setdefault((fold_heading(group), fold_heading(leaf)), field.key)
        self._groups = {group for group, _leaf in self._parts}
        self._leaves = {leaf for _group, leaf in self._parts}
        self._ignored = {fold_heading(word) for word in ignored}

    def match(self, path: tuple[str, ...]) -> str | None:
        """Return the field key for a heading path (from the top heading down to the column's own), or None."""
        labels = [fold_heading(label) for label in path if label]
        if not labels:
            return None
        own = labels[-1]
        for group in reversed(labels[:-1]):
            for form in _forms(group):
                for leaf in _forms(own):
                    key = self._parts.get((form, leaf)) or self._words.get(form + leaf)
                    if key:
                        return key
        if own in self._ignored:
            return None
        for form in _forms(own):
            if form in self._words:
                return self._words[form]
        if len(labels) > 1 and own not in self._words:
            return None
        return self._words.get("".join(labels))

    def knows(self, label: object) -> bool:
        """Whether `label` is a heading of this vocabulary: of a field, a group, a part of one, or an ignored one."""
        folded = fold_heading(label)
        if not folded or len(folded) > 24:
            return False
        return any(
            form in self._words or form in self._groups or form in self._leaves or form in self._ignored
            for form in _forms(folded)
        )

    def is_name_heading(self, label: object) -> bool:
        """Whether `label` heads the column without which a row is no record."""
        return any(self._words.get(form) == self.name_key for form in _forms(fold_heading(label)))


def _forms(folded: str) -> list[str]:
    """Return the heading and the heading without notes in brackets: 原选区(乡镇) → also 原选区."""
    plain = _TRAILING_NOTE.sub("", folded)
    return [folded, plain] if plain and plain != folded else [folded]
