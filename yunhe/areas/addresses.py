"""Which of the places that an address names is the one where somebody lives. Nothing is guessed.

Two places, a place that is only near (中山社区附近), left (已搬离中山社区), meant for later (拟搬到), said of the household register or
of somebody else are asked about (`doubtful`, `ambiguous`). All functions are pure; the grammar is in `sentences`.
"""

import re

from yunhe.areas.enums import AreaKind
from yunhe.areas.outside import names_outside
from yunhe.areas.readings import Place, Reading
from yunhe.areas.sentences import ESTATE, ONLY_TOWN, OWN_COMMUNITY, OWN_UNIT, SIGNS, Piece, Sentence, Spelled

_GONE = re.compile(
    r"搬离|搬走|搬出|迁出|迁走|离开|已搬(?!到|至|迁|入|进|住)|不住|没住|未住|未居住|不在|不常住|不居住|没有?居住|卖掉|已卖|出售|已出租"
)
_LATER = re.compile(
    r"拟|准备|打算|计划(?!生育)|即将|预计|将(?:搬|迁|住|居|入)|待(?:搬|迁|定|交)|明年|年底(?:搬|迁|入|交)|以后"
)
_BOTH = re.compile(r"两头|两地|两处|轮流|来回|有时|[和与及或](?:本|在)?(?:村|乡|镇|老家|县城|城区)")
_PAST = re.compile(r"曾|原先|以前|之前|过去|原(?:居)?住|原居|原来|原$|搬自|迁自|来自|从$")
_REGISTER = re.compile(r"户籍|户口|原籍|籍贯|祖籍|出生|老家")
_OTHERS = re.compile(
    r"(?<![随跟与和同])(?:父母|父亲|母亲|儿子|女儿|子女|亲戚|弟弟|哥哥|姐姐|妹妹|岳父|岳母|公婆|丈夫|妻子|爱人|配偶|孩子)(?:现|常)?(?:居住|居|住)"
)
_NEAR = re.compile(
    r"的?(?:附近|对面|旁边?|隔壁|边上|一带|交界|周边|之间|以外|外(?!婆|公|甥)|工作|上班|务工|打工|经商|开店|办公|任教|任职|做生意|就业)"
)


def read_sentence(
    text: str, shown: str, spelled: Spelled, *, unit: Place | None, origin: Place | None, home: Place | None
) -> Reading:
    """Return what an address says. text: folded for comparing, shown: the same characters for the detail.

    unit: the unit said beside it; origin, home: the row's own township and village, for 本乡 and 本村.
    """
    if not text.strip(SIGNS):
        return Reading("empty")
    return _Judge(Sentence(text, spelled, unit=unit), shown, unit, origin, home).judge()


class _Judge:
    """Decides which of the places of a sentence is meant."""

    def __init__(self, sentence: Sentence, shown: str, unit: Place | None, origin: Place | None, home: Place | None):
        self.sentence, self.shown, self.unit, self.origin, self.home = sentence, shown, unit, origin, home
        self.spelled, self.pieces = sentence.spelled, sentence.pieces

    def judge(self) -> Reading:
        pieces = self.pieces = self._in_question()
        outside = self._outside()
        named = [piece for piece in pieces if piece.kind == "place"]
        relative = [piece for piece in pieces if piece.kind in {"home", "own"}]
        if outside:
            is_here = any(place.is_unit for piece in named for place in piece.places) or self.sentence.of("county")
            if is_here or relative or (named and not any(piece.is_doubtful for piece in named)):
                return Reading("doubtful", candidates=self._candidates(named))
            return Reading("outside", outside=self.shown[:80])
        if self._is_doubtful(pieces):
            if named or relative:
                return Reading("doubtful", candidates=self._candidates(named))
            return Reading("unknown", detail=self._detail())
        reading = self._meant(named)
        if relative:
            reading = self._relative(relative, reading)
        if reading is None:
            return self._nothing()
        return reading

    def _in_question(self) -> list[Piece]:
        """Return the pieces that speak of where somebody lives now: not 户籍坑根村, not 原住东门社区, when more is said."""
        sentence, pieces = self.sentence, self.sentence.pieces
        spoken = {piece.clause for piece in pieces if piece.kind in {"place", "home", "own"}}
        if len(spoken) > 1:
            aside = set()
            for clause in spoken:
                words = sentence.written("rest", "noise", "home", clause=clause)
                about_past = _PAST.search(words) or _REGISTER.search(words)
                if about_past and not re.search(r"现|目前|常住", words):
                    aside.add(clause)
            if aside and aside != spoken:
                return [piece for piece in pieces if piece.clause not in aside]
        kept: list[Piece] = []
        places = [piece for piece in pieces if piece.kind == "place"]
        for number, piece in enumerate(pieces):
            before = pieces[number - 1] if number else None
            is_past = (
                before is not None
                and before.kind == "rest"
                and sentence.text[before.start : before.end] in {"原", "曾"}
            )
            if piece.kind == "place" and is_past and len(places) > 1:
                kept.pop()
                continue  # 中山社区（原东门社区）
            kept.append(piece)
        return kept

    def _is_doubtful(self, pieces: list[Piece]) -> bool:
        sentence = self.sentence
        clauses = {piece.clause for piece in pieces}
        words = "".join(sentence.written("rest", "noise", clause=clause) + " " for clause in clauses)
        if _GONE.search(words) or _BOTH.search(words) or _LATER.search(words) or _OTHERS.search(words):
            return True
        for piece in pieces:
            if piece.kind == "place" and _NEAR.match(sentence.text, piece.end):
                return True
        about_past = _PAST.search(words) or re.search(r"户籍|户口|籍贯|祖籍|出生", words)
        return bool(about_past and not re.search(r"现|目前|常住", words))

    def _outside(self) -> bool:
        """Whether a piece names a place that is not in the county."""
        sentence, pieces = self.sentence, self.sentence.pieces
        for number, piece in enumerate(pieces):
            if piece.kind != "rest":
                continue
            written = sentence.text[piece.start : piece.end]
            is_first = not any(before.kind == "place" for before in pieces[:number])
            after_sign = number == 0 or pieces[number - 1].kind in {"sign", "noise", "city", "town"}
            if names_outside(written) and (is_first or after_sign):
                return True
        text = sentence.text
        without = re.sub(r"^(?:现|常|长期|目前)*(?:居住?|住)?(?:在|于)?", "", text)
        has_here = sentence.of("county") or any(piece.kind == "place" for piece in pieces)
        return not has_here and (names_outside(text) or names_outside(without))

    def _candidates(self, named: list[Piece]) -> list[Place]:
        return list(dict.fromkeys(place for piece in named for place in piece.places))

    def _meant(self, named: list[Piece]) -> Reading | None:
        """Return the one place that the named ones agree on, or what is unclear; None when none is named."""
        if not named:
            return None
        sure_units = [piece.places[0] for piece in named if len(piece.places) == 1 and piece.places[0].is_unit]
        units = list(dict.fromkeys(sure_units))
        points: list[Place] = []
        for number, piece in enumerate(named):
            fitting = self._fitting(piece, units, is_first=number == 0)
            if len(fitting) > 1:
                if len({place.unit_id for place in fitting}) > 1:
                    return Reading("ambiguous", candidates=fitting)
                unit = self.spelled.unit_of(fitting[0])
                if unit is not None and unit not in units:
                    units.append(unit)  # 浮云: street or community; the street is sure in both
                continue
            if fitting and fitting[0].is_point and fitting[0] not in points:
                points.append(fitting[0])
        return self._agreed(named, units, points)

    def _fitting(self, piece: Piece, units: list[Place], *, is_first: bool) -> list[Place]:
        """Return the areas that a piece may mean beside the units that are named: of 浮云 behind 浮云街道 the community."""
        found = list(piece.places)
        if len(found) == 1:
            return found
        near = units or ([self.unit] if self.unit is not None else [])
        if not near:
            return found
        inside = [place for place in found if place.is_point and any(place.unit_id == unit.id for unit in near)]
        if inside and (not is_first or self.unit is not None):
            return inside
        same = [place for place in found if any(place.unit_id == unit.id for unit in near)]
        return [place for place in same if place.is_unit][:1] or same or found

    def _agreed(self, named: list[Piece], units: list[Place], points: list[Place]) -> Reading | None:
        if len(points) > 1:
            return Reading("ambiguous", candidates=points)
        doubtful = any(piece.is_doubtful for piece in named)
        if not points:
            return self._unit_only(units, doubtful=doubtful)
        point = points[0]
        unit = self.spelled.unit_of(point)
        others = [other for other in units if other != unit]
        if self.unit is not None and unit != self.unit:
            return Reading("elsewhere", unit=self.unit, candidates=points, detail=self.shown)
        if others and unit in units:
            return Reading("ambiguous", candidates=[point, *others])
        if others:
            return Reading("elsewhere", unit=others[0], candidates=points, detail=self.shown)
        if doubtful and unit not in units and not self.sentence.of("county") and self.unit is None:
            return Reading("doubtful", candidates=points)
        if self.sentence.of("city") and not units and not self.sentence.of("county") and self.unit is None:
            return Reading("doubtful", candidates=points)  # 丽水市中山社区: of the city itself?
        return Reading("found", place=point, unit=unit, detail=self._detail())

    def _unit_only(self, units: list[Place], *, doubtful: bool) -> Reading | None:
        if not units:
            return None
        if len(units) > 1:
            return Reading("ambiguous", candidates=units)
        if self.unit is not None and units[0] != self.unit:
            return Reading("elsewhere", candidates=units, detail=self._detail())
        detail = self._detail()
        if doubtful and not self.sentence.of("county"):
            return Reading("doubtful", candidates=units)
        return Reading("unknown" if detail else "found", place=units[0], unit=units[0], detail=detail)

    def _relative(self, relative: list[Piece], reading: Reading | None) -> Reading:
        """Return what 本村 and 本乡 mean for this row, compared with a place that is named beside them."""
        wanted = self._own(relative)
        if wanted is None:
            if self.origin is None:
                return reading or Reading("relative")
            return Reading("doubtful", candidates=[reading.place] if reading and reading.place else [])
        if reading is None:
            return Reading("found", place=wanted, unit=self.spelled.unit_of(wanted), detail=self._detail())
        if reading.place is None:
            return reading
        place = reading.place
        is_village = any(piece.kind == "home" for piece in relative)
        agrees = place == wanted or (wanted.is_unit and place.unit_id == wanted.id)
        if is_village and self.home is not None and place.is_unit:
            agrees, place = place.id == self.home.unit_id, self.home  # 赤石乡本地
        if not agrees:
            return Reading("doubtful", candidates=[wanted, place])
        return Reading(
            reading.status if place == reading.place else "found",
            place,
            self.spelled.unit_of(place),
            detail=reading.detail,
        )

    def _own(self, relative: list[Piece]) -> Place | None:
        """Return the row's own village, community or township that the words mean; None when they cannot mean it."""
        own: Place | None = None
        for piece in relative:
            word = self.sentence.text[piece.start : piece.end]
            if piece.kind == "home":
                found = self.home or self.origin
            elif OWN_COMMUNITY.match(word):
                found = self.home if self.home is not None and self.home.kind == AreaKind.COMMUNITY else None
            else:
                kinds = next((kinds for pattern, kinds in OWN_UNIT.items() if pattern.match(word)), ())
                found = self.origin if self.origin is not None and self.origin.kind in kinds else None
            if found is None:
                return None
            own = found if own is None or found.is_point else own
        return own

    def _nothing(self) -> Reading:
        """Return what a text without any place says: only the county town, or an estate's name beside a known unit."""
        sentence = self.sentence
        rest = sentence.written("rest")
        if not rest and not sentence.of("home", "own"):
            if self.unit is not None:
                return Reading("found", place=self.unit, unit=self.unit)
            return Reading("vague")
        if self.unit is not None:
            return Reading("unknown", place=self.unit, unit=self.unit, detail=self._detail())
        if sentence.of("town") or ONLY_TOWN.match(sentence.text):
            return Reading("vague", detail=self._detail())
        return Reading("unknown", detail=self._detail())

    def _detail(self) -> str:
        """Return what is no place, county or noise, with the signs between; not what an earlier clause tells (在县城务工，)."""
        parts: list[str] = []
        first = min((piece.clause for piece in self.pieces if piece.kind == "place"), default=0)
        for piece in self.pieces:
            written = self.shown[piece.start : piece.end]
            if piece.clause < first and not ESTATE.search(written):
                continue
            if piece.kind == "rest" or (piece.kind == "sign" and parts):
                parts.append(written)
        text = "".join(parts)
        text = re.sub(r"[(\[【][)\]】]", "", text)
        return (
            text.strip("".join(sign for sign in SIGNS if sign not in "()[]【】")).strip()
            if _balanced(text)
            else text.strip(SIGNS)
        )


def _balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "【】"))
