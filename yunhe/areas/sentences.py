"""An address as people write it, read as a sentence: 县城-元和街道-小徐社区, 常住本村（坪垟岗）, 租住箬溪社区.

    address  :=  piece*
    piece    :=  place | relative | county | noise | sign | rest
    place    :=  a spelling of an area, whole (中山社区) or bare (中山); bare only where nothing else can be meant
    relative :=  本村, 老家, 本乡, 镇上 …: the row's own village or township
    county   :=  浙江省, 丽水市, 云和县
    noise    :=  现住, 常住在, 租住, 地址: …, and 县城, 城区 in front of something finer
    sign     :=  brackets, dashes, commas …; a comma begins another clause
    rest     :=  estate, road, building, room; kept as the detail

Pieces are taken from left to right, the longest first. Then it is asked which of the named places is meant. Nothing is guessed:
two places, a place that is only near (中山社区附近), left (已搬离), meant for later (拟搬到) or said of the household register
are asked about. All functions are pure; texts come in folded (yunhe.areas.spelling.fold).
"""

import re
from dataclasses import dataclass
from typing import Protocol

from yunhe.areas.enums import AreaKind
from yunhe.areas.readings import Place

SIGNS = "·-/、,.。;|:>》《→_~+&=\"'“”\u2018\u2019()[]【】<〈〉「」!?*#"
_CLAUSE = ",。;"
_TOWN = r"县城内?城?区?|城区|城里头?|城内|城关镇?|老城区?|新城区?|县城区|城镇|街上|县内|本县内?|已?进城|集镇|镇区|城东|城西|城南|城北"
_LIVES = (
    r"(?:现在?|常年?|长期|目前|一直|主要|平时|暂时?|临时|实际|本人|全家|一家人?|家庭|已|后|家|夫妻|随(?:子女|儿子|女儿|父母)|和?子女)*"
    r"(?:居住|租住|租房|租居|寄住|借住|同住|入住|住宿|居|住|租|购房|买房|购|定居|安家|落户|搬迁|搬|迁|安置|移居|迁居|建房|下山|自建房|安置房|"
    r"商品房|出租房|公租房|套房|自购房)?"
    r"(?:地址|地点|地方|地|址|点|所)?(?:在|于|到|至|为|是|了|进)*"
)
_NOISE = re.compile(rf"(?:{_TOWN})|(?:{_LIVES})")
_NOISE_WITH_AIM = re.compile(r"(?:在|于|到|至|地址|地点|住址|住所|居住地|现住地|常住地|现居地)$")
ONLY_TOWN = re.compile(rf"(?:{_TOWN}|街道|城|本地)")
_PROVINCE = re.compile(r"(?:中国)?浙江省?|(?:中国)?浙(?=丽水|云和)")
_CITY = re.compile(r"丽水市?(?!区|城区|莲都|市区|直|场)")
HOME = (
    r"同?上?户籍?所在(?:村|地)|同户籍(?:村|地)?|同上户籍|户籍(?:村|地)|本村(?:里|上|内|居)?|原村|原籍|原地|老家|在村(?:里|上)?|村里|村上|村内"
    r"|未流出|未外出|在家|同左|(?<!本)本地|同村"
)
_HOME = re.compile(HOME)
OWN_UNIT = {
    re.compile(r"本乡镇(?:街道)?(?:内|里)?|在乡镇|本辖区内?|原乡镇"): (
        AreaKind.TOWN,
        AreaKind.TOWNSHIP,
        AreaKind.STREET,
        AreaKind.ZONE,
    ),
    re.compile(r"在乡(?!镇)(?:下|里)?|乡下"): (AreaKind.TOWN, AreaKind.TOWNSHIP),
    re.compile(r"本乡(?!镇)(?:内|里)?|乡里|乡上|乡内"): (AreaKind.TOWNSHIP,),
    re.compile(r"本镇(?:内|里|上)?|在镇(?:上|里)?|镇上|镇里|镇内"): (AreaKind.TOWN,),
    re.compile(r"本街道(?:内|辖区)?|在街道"): (AreaKind.STREET,),
}
OWN_COMMUNITY = re.compile(r"本社区(?:内|里)?|本居(?:委会)?")
_AFTER_BARE = re.compile(
    r"(?:自然村|村民小组|村民组|组|片|小组|自建房|安置房|本村|第?[\d一二三四五六七八九十]+(?:组|号|幢|栋|楼|网格|区|小区)|[(（\d])"
)
ESTATE = re.compile(
    r"(?:小区|花园|花苑|苑|公寓|大厦|广场|家园|新村|府|院|里|庭|墅|湾|郡|邸|幢|栋|号|室|单元|楼|路|街|弄|巷|组|园|城|宿舍|家|[\dA-Za-z])$"
)
_ASIDE = re.compile(r"户籍|户口|原籍|籍贯|祖籍|老家|原住|曾住|以前|原居")
_AIMING = re.compile(r"(?:在|住|于|到|至|是|为|址|居|地)$")


class Spelled(Protocol):
    """What the grammar needs to know of the areas; an AreaIndex."""

    county_names: list[str]
    longest: int

    def fit(self, key: str, *, kinds=None, unit: Place | None = None) -> list[Place]:
        """Return the areas with this spelling."""

    def is_weak(self, key: str, place: Place) -> bool:
        """Whether the spelling is the bare name (中山) or as short as one (中山居)."""

    def unit_of(self, place: Place) -> Place | None:
        """Return the unit of an area."""


@dataclass(slots=True)
class Piece:
    """A piece of the text. kind: place, home, own, county, city, town, noise, sign, rest; clause: counted by commas."""

    kind: str
    start: int
    end: int
    clause: int
    places: tuple[Place, ...] = ()
    is_weak: bool = False
    is_doubtful: bool = False


class Sentence:
    """One address taken into pieces."""

    def __init__(self, text: str, spelled: Spelled, *, unit: Place | None):
        """text: folded; unit: the unit that is said beside it, whose points are looked for first."""
        self.text, self.spelled, self.unit = text, spelled, unit
        self.pieces: list[Piece] = []
        self._scan()

    def written(self, *kinds: str, clause: int | None = None) -> str:
        """Return what stands in the pieces of these kinds."""
        return "".join(
            self.text[piece.start : piece.end]
            for piece in self.pieces
            if piece.kind in kinds and clause in {None, piece.clause}
        )

    def of(self, *kinds: str) -> list[Piece]:
        """Return the pieces of these kinds."""
        return [piece for piece in self.pieces if piece.kind in kinds]

    def _scan(self) -> None:
        position = clause = 0
        while position < len(self.text):
            if self.text[position] in SIGNS:
                clause += self.text[position] in _CLAUSE or self._is_aside(position)
                piece = Piece("sign", position, position + 1, clause)
            else:
                piece = self._take(position, clause)
            last = self.pieces[-1] if self.pieces else None
            if piece.kind == "rest" and last is not None and last.kind == "rest":
                last.end = piece.end
            else:
                self.pieces.append(piece)
            position = piece.end

    def _is_aside(self, position: int) -> bool:
        """Whether a bracket opens on words about another place (中山社区（户籍坑根村）), or closes one that is not a clause of its own."""
        if self.text[position] in "([【":
            return bool(_ASIDE.match(self.text, position + 1))
        return self.text[position] in ")]】" and position + 1 < len(self.text)

    def _take(self, start: int, clause: int) -> Piece:
        """Return the longest piece that begins at `start`."""
        is_inside = bool(self.pieces) and self.pieces[-1].kind == "rest"
        found = [
            piece
            for piece in (
                self._place(start, clause),
                *(() if is_inside else (self._relative(start, clause), self._county(start, clause))),
                *(() if is_inside else (self._noise(start, clause),)),
            )
            if piece is not None
        ]
        order = {"place": 3, "home": 2, "own": 2, "county": 1, "city": 1}
        best = max(found, key=lambda piece: (piece.end, order.get(piece.kind, 0)), default=None)
        return best or Piece("rest", start, start + 1, clause)

    def _spelled_at(self, start: int) -> tuple[int, list[Place]] | None:
        """Return the length and areas of the longest spelling that begins at `start`."""
        for length in range(min(len(self.text) - start, self.spelled.longest), 1, -1):
            found = self.spelled.fit(self.text[start : start + length])
            if found and found[0].kind != AreaKind.COUNTY:
                return length, found
        return None

    def _place(self, start: int, clause: int) -> Piece | None:
        for length in range(min(len(self.text) - start, self.spelled.longest), 1, -1):
            key, end = self.text[start : start + length], start + length
            found = [place for place in self.spelled.fit(key) if place.kind != AreaKind.COUNTY]
            if not found:
                continue
            weak = all(self.spelled.is_weak(key, place) for place in found)
            if weak and not self._may_be_bare(end, is_street=key.endswith(("街", "居"))):
                continue
            piece = Piece("place", start, end, clause, tuple(found), is_weak=weak)
            before = self.pieces[-1] if self.pieces else None
            if before is not None and before.kind == "rest":
                written = self.text[before.start : before.end]
                if weak:
                    continue
                piece.is_doubtful = not (ESTATE.search(written) or _AIMING.search(written))
            return piece
        return None

    def _may_be_bare(self, end: int, *, is_street: bool) -> bool:
        """Whether a bare name may end here: before nothing, a sign, a house number, another place, a word for the own place.

        is_street: it reads like a street (元和街), so that a house number speaks against the unit.
        """
        rest = self.text[end:]
        if not rest or rest[0] in SIGNS or (_AFTER_BARE.match(rest) and not is_street):
            return True
        if self._spelled_at(end) is not None:
            return True
        noise = _NOISE.match(rest)
        return bool(noise and noise.end() and noise.end() == len(rest))

    def _relative(self, start: int, clause: int) -> Piece | None:
        found = _HOME.match(self.text, start)
        if found:
            return Piece("home", start, found.end(), clause)
        for pattern in (*OWN_UNIT, OWN_COMMUNITY):
            found = pattern.match(self.text, start)
            if found:
                return Piece("own", start, found.end(), clause)
        return None

    def _county(self, start: int, clause: int) -> Piece | None:
        for name in self.spelled.county_names:
            for form in (f"{name[:-1]}镇", name, name[:-1]):
                if self.text.startswith(form, start) and len(form) > 1:
                    end = start + len(form)
                    if form == name and self.text.startswith("城", end):
                        continue  # 云和县城
                    if form == name[:-1] and self.text[end : end + 1] and not self._goes_on(end):
                        continue  # 云和路
                    return Piece("county", start, end, clause)
        for pattern in (_PROVINCE, _CITY):
            found = pattern.match(self.text, start)
            if found and (found.group()[-1] in "省市" or self._goes_on(found.end())):
                return Piece("city", start, found.end(), clause)
        return None

    def _goes_on(self, start: int) -> bool:
        """Whether an area, the county, the town or a sign begins here."""
        rest = self.text[start:]
        if not rest or rest[0] in SIGNS or self._spelled_at(start) is not None or _CITY.match(rest):
            return True
        if any(rest.startswith(name[:-1]) for name in self.spelled.county_names):
            return True
        return bool(re.match(rf"(?:{_TOWN})", rest))

    def _noise(self, start: int, clause: int) -> Piece | None:
        found = _NOISE.match(self.text, start)
        if not found or found.end() == start:
            return None
        end, word = found.end(), found.group()
        kind = "town" if ONLY_TOWN.fullmatch(word) else "noise"
        rest = self.text[end:]
        if word.endswith("在") and end - 1 > start and self._relative(end - 1, clause) is not None:
            end -= 1  # 常住|在乡
            rest = self.text[end:]
        is_sure = (
            not rest
            or rest[0] in SIGNS
            or self._spelled_at(end) is not None
            or bool(_NOISE_WITH_AIM.search(word))
            or self._relative(end, clause) is not None
            or self._county(end, clause) is not None
            or self._noise(end, clause) is not None
        )
        return Piece(kind, start, end, clause) if is_sure else None
