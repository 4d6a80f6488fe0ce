"""Where a person lives and comes from: from street and community columns, or one address field, to areas."""

import re
from dataclasses import dataclass, field

from deputies.rosters.remarks import Note, error, fold_text, info, warning
from yunhe.areas.enums import POINTS, TOWNSHIPS, UNITS
from yunhe.areas.index import AreaIndex, Place, Reading
from yunhe.areas.readings import LONGEST_ADDRESS

HOME_WORDS = frozenset(
    {
        "同户籍村",
        "同户籍地",
        "同户籍",
        "本村",
        "户籍村",
        "户籍地",
        "原籍",
        "同上户籍",
        "同户籍所在村",
        "原村",
        "原地",
        "同户籍所在地",
        "老家",
        "在村",
        "村里",
        "未流出",
        "未外出",
        "在家",
        "同左",
        "本地",
    }
)
EMPTY = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "不详", "未知", "暂无", "空", "未填", "#N/A"})


@dataclass(slots=True)
class Home:
    """A read residence. place None and outside "" mean unknown; detail is the address below the community."""

    place: Place | None = None
    outside: str = ""
    detail: str = ""
    notes: list[tuple[str, Note]] = field(default_factory=list)  # (field key whose cell is meant, note)


def _names(places: list[Place]) -> str:
    return "、".join(place.full_name for place in places[:4])


def _doubtful(shown: str, reading: Reading) -> Note:
    """Ask about a place that is named, but perhaps not as where the person lives now."""
    said = f"提到{_names(reading.candidates)}，但看不准现在是否住在那里" if reading.candidates else "指的是哪里看不准"
    return warning("residence_doubtful", f"现居住地“{shown}”{said}，未登记。", "请直接写明现住的街道和社区（村）。")


def _is_far_too_long(raw: object) -> bool:
    """Whether a cell is too long for an address however it is folded; folding thousands of signs a cell takes long too."""
    return isinstance(raw, str) and len(raw) > 2 * LONGEST_ADDRESS


def _long(key: str, text: str) -> tuple[str, Note]:
    """Say of a text of many signs that no place was looked for in it."""
    what = "住址" if key == "residence_detail" else "现居住地"
    note = warning(
        "residence_long",
        f"{what}一格有 {len(text)} 个字，不像地址，没有从中认街道、社区，住址只留前 {LONGEST_ADDRESS} 个字。",
        f"地址请写在 {LONGEST_ADDRESS} 个字以内，其余的内容写到备注。",
    )
    return key, note


class PlaceReader:
    """Reads places against one index and remembers what it has read; one per file."""

    def __init__(self, index: AreaIndex, register_street: Place | None = None):
        """register_street: the street whose own register the file is (浮云街道流动代表登记册), if it is one."""
        self.index, self.register_street = index, register_street
        self._origins: dict[str, tuple[Place | None, list[Note]]] = {}
        self._villages: dict[tuple, tuple[Place | None, list[Note]]] = {}
        self._homes: dict[tuple, Home] = {}
        self._own: dict[str, Place | None] = {"origin": None, "home": None}  # of the row that is being read

    def origin(self, raw: object) -> tuple[Place | None, list[Note]]:
        """Return the township-level area that a cell, section or title names, and notes; (None, []) for an empty one."""
        key = str(raw)
        if key not in self._origins:
            self._origins[key] = self._read_origin(raw)
        return self._origins[key]

    def _read_origin(self, raw: object) -> tuple[Place | None, list[Note]]:
        if fold_text(raw) in EMPTY:
            return None, []
        text = re.sub(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]", "", fold_text(raw))
        reading = self.index.find_unit(text)
        if reading.place is not None:
            return reading.place, []
        if reading.status == "ambiguous":
            return None, [
                error("origin_ambiguous", f"“{text[:20]}”可能是：{_names(reading.candidates)}。", "请写全称。")
            ]
        village = self.index.read_address(text)
        if village.status == "found" and village.unit is not None and village.unit.kind in TOWNSHIPS:
            return village.unit, [
                info("origin_from_village", f"流出地写的是村“{text[:20]}”，按所属的{village.unit.name}登记。")
            ]
        return None, [
            error(
                "origin_unknown",
                f"流出地“{text[:20]}”不是本县的乡镇街道，未导入。",
                "请填乡镇全称；如是常用的别名，请系统管理员补进区划写法后重试。",
            )
        ]

    def village(self, raw: object, origin: Place | None) -> tuple[Place | None, list[Note]]:
        """Return the home village that a cell names, looked up in `origin` first, and notes."""
        key = (str(raw), origin.id if origin else 0)
        if key not in self._villages:
            self._villages[key] = self._read_village(raw, origin)
        return self._villages[key]

    def _read_village(self, raw: object, origin: Place | None) -> tuple[Place | None, list[Note]]:
        text = re.sub(r"^(?:户籍|户口|原籍|老家)(?:所在)?(?:地|村(?!委|民))?[在:]?(?=[一-龥]{2})", "", fold_text(raw))
        if text in EMPTY:
            return None, []
        if origin is not None:
            reading = self.index.find(text, kinds=POINTS, unit=origin)
            if reading.place is None:
                reading = self.index.read_address(text, unit=origin)
            if reading.status == "found" and reading.place is not None and reading.place.is_point:
                return reading.place, []
            if self.index.find(text, kinds=UNITS).place == origin:
                return None, []
        reading = self.index.read_address(text)
        if reading.status == "found" and reading.place is not None and reading.place.is_point:
            if origin is None or reading.unit == origin:
                return reading.place, []
            note = warning(
                "village_elsewhere",
                f"户籍村“{text[:20]}”属于{reading.unit.name if reading.unit else ''}，不在流出地{origin.name}。",
                "请核对；乡镇代表户籍迁出本乡镇的，代表资格终止（代表法第六十二条）。",
            )
            return reading.place, [note]
        if reading.status == "ambiguous":
            return None, [
                warning(
                    "village_ambiguous",
                    f"户籍村“{text[:20]}”可能是：{_names(reading.candidates)}。",
                    "请写明乡镇和村名。",
                )
            ]
        return None, [
            warning(
                "village_unknown",
                f"户籍村“{text[:20]}”在区划里没有，未登记。",
                "可能是已撤并的村：请改填现在的村名，或请系统管理员把旧村名补进区划写法。",
            )
        ]

    def home(self, values: dict[str, object], *, origin: Place | None, home_village: Place | None) -> Home:
        """Read the residence of a row from its residence_* cells (and lives_in_town only to check)."""
        street, point = values.get("residence_street"), values.get("residence_point")
        whole, detail = values.get("residence"), values.get("residence_detail")
        key = (street, point, whole, origin.id if origin else 0, home_village.id if home_village else 0)
        known = self._homes.get(key)
        if known is None:
            known = self._read_home(street, point, whole, origin, home_village)
            self._homes[key] = known
        has_more = detail is not None and (_is_far_too_long(detail) or fold_text(detail) not in EMPTY)
        more = str(detail).strip() if has_more else ""
        found = Home(known.place, known.outside, known.detail, list(known.notes))
        if more:
            self._add_detail(found, more, has_own_place=any(value is not None for value in (street, point, whole)))
        if len(found.detail) > LONGEST_ADDRESS:
            if all(note.code != "residence_long" for _key, note in found.notes):
                found.notes.append(_long("residence_detail" if more else "residence", found.detail))
            found.detail = found.detail[:LONGEST_ADDRESS]
        return found

    def _add_detail(self, found: Home, more: str, *, has_own_place: bool) -> None:
        """Take the detail column; where it is the only place column it may hold the whole address."""
        if not has_own_place or found.place is None:
            reading = Reading("long") if _is_far_too_long(more) else self._address(fold_text(more), None)
            if reading.place is not None and (found.place is None or reading.place.is_point):
                found.place, found.detail = reading.place, reading.detail or found.detail
                found.notes = [(key, note) for key, note in found.notes if note.level != "warning"]
                return
        found.detail = more if not found.detail or found.detail in more else f"{found.detail}{more}"

    def _read_home(self, street, point, whole, origin: Place | None, village: Place | None) -> Home:
        self._own = {"origin": origin, "home": village}
        for key, raw in (("residence_street", street), ("residence_point", point), ("residence", whole)):
            if _is_far_too_long(raw):
                return Home(detail=str(raw).strip(), notes=[_long(key, str(raw).strip())])
        texts = [fold_text(text) if text is not None else "" for text in (street, point, whole)]
        street_text, point_text, whole_text = (("" if text in EMPTY else text) for text in texts)
        if any(text in HOME_WORDS for text in (street_text, point_text, whole_text)):
            return self._at_home(street_text, origin, village)
        if point_text:
            return self._from_columns(street_text, point_text, whole_text, origin)
        if street_text and not whole_text:
            return self._one_field(street_text, "residence_street")
        if whole_text:
            return self._whole(street_text, whole_text)
        return Home()

    def _at_home(self, street_text: str, origin: Place | None, village: Place | None) -> Home:
        if street_text and street_text not in HOME_WORDS:
            unit = self.index.find_unit(street_text).place
            if unit is not None and origin is not None and unit != origin:
                note = error(
                    "residence_contradiction",
                    f"现居住地一栏写“{street_text[:16]}”，另一栏写住在户籍村，互相矛盾，未导入。",
                    "请核对现居住地。",
                )
                return Home(notes=[("residence_point", note)])
        if village is not None:
            return Home(village)
        if origin is not None:
            return Home(
                origin,
                notes=[
                    (
                        "residence_point",
                        warning(
                            "residence_village_unknown",
                            "写明住在户籍村，但户籍村没有登记，只登记到乡镇。",
                            "请补填户籍村。",
                        ),
                    )
                ],
            )
        return Home()

    def _from_columns(self, street_text: str, point_text: str, whole_text: str, origin: Place | None) -> Home:
        unit: Place | None = None
        if street_text:
            reading = self._address(street_text, None)
            if reading.status == "outside":
                return Home(outside=f"{street_text}{point_text}"[:80])
            if reading.status == "long":
                return self._told(reading, street_text, "residence_street")
            if reading.status == "ambiguous" and len({place.unit_id for place in reading.candidates}) > 1:
                return self._told(reading, street_text, "residence_street")
            unit = reading.unit
            same = self.index.find(point_text, kinds=UNITS).place
            if same is not None and same == unit and reading.place is not None and reading.place.is_point:
                return self._told(reading, street_text, "residence_street", said_street=True)  # the two are swapped
        if unit is None and self.register_street is not None:
            unit = self.register_street
        exact = self.index.named(point_text, kinds=POINTS, unit=unit)
        reading = exact if exact.status in {"found", "ambiguous"} else self._address(point_text, unit)
        if unit is not None and reading.status == "unknown":
            other = self.index.named(point_text, kinds=POINTS)
            if other.place is not None:
                reading = Reading("elsewhere", unit=unit, candidates=[other.place])
        home = self._told(reading, point_text, "residence_point", unit=unit, said_street=bool(street_text))
        if whole_text and home.place is not None:
            inner = self._address(whole_text, home.place if home.place.is_unit else None)
            home.detail = inner.detail or (whole_text if inner.place is None else home.detail)
        return home

    def _one_field(self, text: str, key: str) -> Home:
        return self._told(self._address(text, None), text, key, unit=None)

    def _whole(self, street_text: str, whole_text: str) -> Home:
        unit = self.index.find_unit(street_text).place if street_text else None
        reading = self._address(whole_text, unit)
        if reading.status in {"unknown", "vague"} and unit is None and self.register_street is not None:
            inside = self._address(whole_text, self.register_street)
            if inside.place is not None:
                return self._told(inside, whole_text, "residence", unit=self.register_street, said_street=False)
        return self._told(reading, whole_text, "residence", unit=unit, said_street=bool(street_text))

    def _address(self, text: str, unit: Place | None) -> Reading:
        return self.index.read_address(text, unit=unit, **self._own)

    def _told(
        self, reading: Reading, text: str, key: str, *, unit: Place | None = None, said_street: bool = False
    ) -> Home:
        """Return the residence that a reading gives, with what must be said about it."""
        home = Home(place=reading.place, detail=reading.detail)
        shown = text if len(text) <= 10 else f"{text[:6]}…"  # an address is personal, a finding is not encrypted
        other = self.register_street is not None and reading.place is not None and reading.unit != self.register_street
        if reading.status == "elsewhere" or other:
            places = reading.candidates or ([reading.place] if reading.place else [])
            return Home(notes=[(key, self._elsewhere(shown, places, unit or reading.unit, said_street=said_street))])
        if reading.status == "found":
            if reading.place is not None and reading.place.is_unit:
                home.notes.append(
                    (
                        key,
                        info(
                            "residence_street_only",
                            f"现居住地只写到{reading.place.name}，未登记社区。",
                            "请补填社区（村）。",
                        ),
                    )
                )
            return home
        if reading.status == "outside":
            return Home(outside=reading.outside or shown)
        if reading.status == "long":
            return Home(detail=text, notes=[_long(key, text)])
        if reading.status == "ambiguous":
            note = warning(
                "residence_ambiguous",
                f"现居住地“{shown}”可能是：{_names(reading.candidates)}，未登记。",
                "请写明街道和社区。",
            )
            return Home(notes=[(key, note)])
        if reading.status == "doubtful":
            return Home(notes=[(key, _doubtful(shown, reading))])
        if reading.place is not None:
            home.notes.append((key, self._unknown_point(shown, reading)))
            return home
        if self.register_street is not None and key == "residence_point":
            note = warning(
                "community_unknown",
                f"{self.register_street.name}没有“{shown}”，只登记到街道。",
                "请核对社区名称，或请系统管理员补进区划写法。",
            )
            return Home(place=self.register_street, detail=text, notes=[(key, note)])
        if reading.status == "vague":
            note = warning(
                "residence_vague",
                f"现居住地“{shown}”太笼统，不知道是哪个街道，未登记。",
                "请写明街道和社区，如“浮云街道中山社区”。",
            )
            return Home(notes=[(key, note)])
        if reading.status == "relative":
            note = warning(
                "residence_relative",
                f"现居住地“{shown}”要对照户籍村或流出地才知道，这一行没有写明，未登记。",
                "请补填户籍村，或直接写明街道和社区（村）。",
            )
            return Home(notes=[(key, note)])
        note = warning(
            "residence_unknown",
            f"现居住地“{shown}”里没有本县的街道、社区或村名，未登记到区划。",
            "请写明街道和社区；只有小区名称时请补上社区，或请系统管理员把小区名补进区划写法。",
        )
        return Home(detail=text, notes=[(key, note)])

    def _elsewhere(self, shown: str, places: list[Place], unit: Place | None, *, said_street: bool) -> Note:
        if self.register_street is not None and not said_street:
            return error(
                "not_in_this_street",
                f"“{shown}”属于{places[0].unit_name or places[0].name}，不在本街道（{self.register_street.name}），未导入。",
                f"如已搬走，请由{places[0].unit_name or places[0].name}登记；如写错，请改正社区名称。",
            )
        return error(
            "residence_contradiction",
            f"“{shown}”属于{places[0].unit_name}，与所写的{unit.name if unit else '街道'}不符，未导入。",
            "请核对街道和社区，改正其中写错的一处。",
        )

    def _unknown_point(self, shown: str, reading: Reading) -> Note:
        unit = reading.place
        if unit is not None and re.search(r"社区|居委会|村|居$", shown):
            return warning(
                "community_unknown",
                f"{unit.name}没有“{shown}”，只登记到{unit.name}。",
                "请核对社区（村）名称，或请系统管理员补进区划写法。",
            )
        return info(
            "residence_street_only",
            f"“{shown}”里没有社区名称，只登记到{unit.name if unit else ''}。",
            "请补填社区（村）。",
        )
