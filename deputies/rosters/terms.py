"""Into which term and district the mandates of a row go, told by the calendar and never by the highest number.

A roster that names no term means the term that serves today. What an import would have to make anew (a term of a congress
that has none, a district that its term lacks) is collected, so that a person agrees to it before anything is written.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from deputies.mandates.models import CongressTerm, ElectoralDistrict
from deputies.people.enums import CongressLevel
from deputies.rosters.known import Known
from deputies.rosters.remarks import Note, error, info, warning
from yunhe.areas.enums import TOWNSHIPS
from yunhe.areas.index import AreaIndex, Place

NEUTRAL_TERM = 1
TERM, DISTRICT = "term", "district"
_HINT = "请先在“届次与选区”里新增这一届并填写开始日期，再导入；届次写错的请改正。"


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term of one congress with its dates, either of which may be unknown."""

    number: int
    begins: datetime.date | None
    ends: datetime.date | None


class Terms:
    """The terms of all congresses by (level, area id), and which of them serves on `today`."""

    def __init__(self, known: dict[tuple[str, int], list[KnownTerm]], today: datetime.date):
        self.known, self.today = known, today

    @classmethod
    def load(cls) -> "Terms":
        """Read them with one query."""
        known: dict[tuple[str, int], list[KnownTerm]] = {}
        rows = CongressTerm.objects.values_list("level", "area_id", "number", "begins_on", "ends_on")
        for level, area, number, begins, ends in rows:
            known.setdefault((level, area), []).append(KnownTerm(number, begins, ends))
        return cls(known, timezone.localdate())

    def of(self, level: str, area: int) -> list[KnownTerm]:
        return self.known.get((level, area), [])

    def current(self, level: str, area: int) -> KnownTerm | None:
        """Return the term that serves today: begun and not over. One whose beginning is unknown counts only where none is dated."""
        serving = [
            term
            for term in self.of(level, area)
            if not (term.begins and term.begins > self.today) and not (term.ends and term.ends < self.today)
        ]
        dated = [term for term in serving if term.begins]
        return max(dated or serving, key=lambda term: (term.begins or datetime.date.min, term.number), default=None)


class Congresses:
    """Chooses terms and districts for the rows of one file. keeps_county: the county's own terms and districts may be made."""

    def __init__(self, index: AreaIndex, *, keeps_county: bool):
        self.index, self.keeps_county = index, keeps_county
        self.terms = Terms.load()
        self.neutral: set[tuple[str, int]] = set()
        rows = ElectoralDistrict.objects.values_list(
            "term__level", "term__area_id", "term__number", "area_id", "name"
        ).distinct()
        self.districts = set(rows)

    def area_of(self, level: str, origin: Place) -> Place | None:
        """Return the area whose congress a mandate of this level sits in: the county, or the township itself."""
        if level == CongressLevel.TOWNSHIP:
            return origin if origin.kind in TOWNSHIPS else None
        return next((county for county in self.index.counties if origin.path.startswith(county.path)), None)

    def _may_make(self, level: str) -> bool:
        return level == CongressLevel.TOWNSHIP or self.keeps_county

    def choose(self, level: str, area: Place, wanted: int | None) -> tuple[int, Note | None]:
        """Return the number of the term that a new mandate goes into, and what forbids it (None where nothing does)."""
        known, current = self.terms.of(level, area.id), self.terms.current(level, area.id)
        number = wanted or (current.number if current else None)
        if number is None:
            return self._without_number(level, area, has_terms=bool(known))
        term = next((term for term in known if term.number == number), None)
        if term is None:
            return number, self._absent(level, area, number, current)
        if term == current:
            return number, None
        if term.begins and term.begins > self.terms.today:
            said = f"{area.name}第{number}届 {term.begins:%Y-%m-%d} 才开始，现在登记会算作在任，未导入。"
            return number, error("term_not_begun", said, "请在开始之后导入；届次写错的请改正。")
        is_over = term.ends and term.ends < self.terms.today
        if is_over or (current and (number < current.number or term.begins)):
            return number, self._old(number)
        if term.begins is None and current is not None:
            said = f"{area.name}第{number}届没有填写开始日期，不知道是否已经开始，未导入。"
            return number, error("term_undated", said, "请在“届次与选区”里补填开始日期。")
        return number, None

    def _without_number(self, level: str, area: Place, *, has_terms: bool) -> tuple[int, Note | None]:
        if has_terms:
            said = f"没有写明届次，{area.name}今天没有正在任期内的届次，未导入。"
            return 0, error("term_missing", said, "请在“届次与选区”里新增本届或补填起止日期后重新导入。")
        if not self._may_make(level):
            return 0, self._not_yours(area, "届次")
        self.neutral.add((level, area.id))
        return NEUTRAL_TERM, None

    def _absent(self, level: str, area: Place, number: int, current: KnownTerm | None) -> Note | None:
        """Return why a term that is not kept yet cannot be made by an import."""
        known = self.terms.of(level, area.id)
        if current is not None and number < current.number:
            return self._old(number)
        if current is not None:
            said = f"{area.name}现在是第{current.number}届，还没有第{number}届，未导入。"
            return error("term_absent", said, _HINT)
        if any(term.number > number and term.ends and term.ends < self.terms.today for term in known):
            return self._old(number)
        return None if self._may_make(level) else self._not_yours(area, f"第{number}届")

    @staticmethod
    def _old(number: int) -> Note:
        return error(
            "old_term", f"第{number}届已届满，不登记往届代表，未导入。", "请核对届次；往届资料请在代表档案里登记。"
        )

    @staticmethod
    def _not_yours(area: Place, what: str) -> Note:
        said = f"{area.name}还没有{what}，乡镇街道的导入不能新建县的届次，未导入。"
        return error("term_not_yours", said, "请县人大机关先建立届次，再重新导入。")

    def name(self, level: str, origin: Place, number: int) -> str:
        """Return 云和县第17届."""
        area = self.area_of(level, origin)
        return f"{area.name if area else ''}第{number}届"

    def is_new_term(self, level: str, origin: Place, number: int) -> bool:
        """Whether a term would have to be made."""
        area = self.area_of(level, origin)
        return area is not None and all(term.number != number for term in self.terms.of(level, area.id))

    def is_new_district(self, level: str, origin: Place, number: int, name: str) -> bool:
        """Whether a district would have to be made."""
        area = self.area_of(level, origin)
        return area is not None and (level, area.id, number, origin.id, name) not in self.districts

    def place_district(self, payload: dict, person: Known | None) -> list[Note]:
        """Set payload["district_level"] to the level whose district the row names, "" for none; return what must be told."""
        payload["district_level"] = ""
        district = payload.get("district")
        if not district:
            return []
        origin, name = self.index.places[payload["origin"]], district[1]
        terms = {}
        for level in payload.get("levels", ()):
            held = person.in_force(level) if person else None
            terms[level] = payload["mandates"].get(level) or (held.term_number if held else None)
        known = [
            level for level, number in terms.items() if number and not self.is_new_district(level, origin, number, name)
        ]
        if len(terms) == 1:
            level, number = next(iter(terms.items()))
            if number and not known and not self._may_make(level):
                said = f"{self.name(level, origin, number)}在{origin.name}没有“{name}”，选区未登记。"
                return [
                    warning("district_unknown", said, "请核对选区；县的选区由县人大机关建立，之后可在代表档案里补选。")
                ]
            payload["district_level"] = level
            return []
        if not terms:
            return []
        if len(known) == 1:
            payload["district_level"] = known[0]
            label = CongressLevel(known[0]).label
            return [info("district_of_level", f"兼两级代表，“{name}”是{label}代表的选区，登记在{label}代表资格下。")]
        said = f"兼县、乡两级代表，分不清“{name}”是哪一级的选区，选区未登记。"
        return [warning("district_unclear", said, "请分两行写明各级的选区，或导入后在代表档案里补选。")]

    def target(self, level: str, origin: Place, number: int, district: str) -> str:
        """Return where a mandate goes as the preview writes it: 云和县第17届 第2选区."""
        return " ".join(part for part in (self.name(level, origin, number), district) if part)
