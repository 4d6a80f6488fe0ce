"""Phones and identity numbers as rosters write them. Nothing is ever repaired or guessed."""

import re
import unicodedata
from typing import NamedTuple

from deputies.rosters.remarks import Note, info, warning
from yunhe.kit.folding import visible

_PLAIN = re.compile(r"1[3-9]\d{9}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,2}")
_BLANKS = re.compile(r"\s+")
_LANDLINE = re.compile(r"(?:\(?0\d{2,3}\)?-?)?[2-9]\d{6,7}(?:-\d{1,5})?")
_SHORT = re.compile(r"[1-9]\d{2,7}")
_LABELLED = re.compile(r"(?:短号|小号|虚拟网号?|集群网号?|集团号|[vV]网|[/、,;|(])[:：]?([1-9]\d{2,5})(?!\d)")
_EXTENSION = re.compile(r"(?:转|分机)[:：]?(\d{1,6})(?!\d)")
_MOBILES = re.compile(r"(?<!\d)(?:\+?0{0,2}86-?)?(1[3-9]\d{9})(?!\d)")
_EMPTY = frozenset({"无", "-", "--", "—", "——", "/", "暂无", "没有", "不详", "未知", "0", "空", "\\", "未填"})


class ParsedPhone(NamedTuple):
    """A mobile number, a short number of the county's network, and notes."""

    phone: str = ""
    short: str = ""
    notes: tuple[Note, ...] = ()


def _not_taken(code: str, message: str, suggestion: str) -> ParsedPhone:
    return ParsedPhone(notes=(warning(code, message, suggestion),))


def _lost(shown: str) -> ParsedPhone:
    return _not_taken(
        "phone_lost_digits",
        f"手机号“{shown}”已被表格改成科学计数或丢了末几位，未登记手机号。",
        "请把该列设为文本格式，重新填写完整的 11 位号码。",
    )


def parse_phone(raw: object) -> ParsedPhone:
    """Read a phone cell: 11 digits in any dress, 手机/短号, landline or short number alone, lost digits."""
    if raw is None:
        return ParsedPhone()
    if type(raw) is str and len(raw) == 11 and _PLAIN.fullmatch(raw) and raw.isascii():
        return ParsedPhone(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return _not_taken("phone_invalid", f"“{raw}”不是电话号码，未登记。", "请检查是否错列。")
    if isinstance(raw, float) and not raw.is_integer():
        return _not_taken("phone_invalid", f"“{raw}”不是电话号码，未登记。", "请核对号码。")
    if isinstance(raw, int | float):
        digits = str(int(raw))
        if len(digits) == 11 and digits.endswith("00000"):
            return _lost(_masked(digits))
        return _read(digits, digits)
    text = unicodedata.normalize("NFKC", visible(raw)).strip().strip("'’‘`\"“”")
    text = re.sub(r'^="?(.*?)"?$', r"\1", text)
    return _read(text, raw.strip())


def _masked(shown: str) -> str:
    """Return what a message may show of a number: findings are not encrypted."""
    return re.sub(r"(?<=\d{3})\d(?=\d{2})", "*", shown[:30]) if not _SCIENTIFIC.fullmatch(shown) else shown


def _read(text: str, shown: str) -> ParsedPhone:
    joined, shown = _BLANKS.sub("", text), _masked(shown)
    joined = re.sub(r"(?<=\d)\.0+$", "", joined)
    if not joined or joined in _EMPTY:
        return ParsedPhone()
    if _SCIENTIFIC.fullmatch(joined):
        return _lost(shown)
    if re.search(r"\d[*xX×＊]{2,}\d?", joined):
        return _not_taken(
            "phone_masked", f"手机号“{shown}”中间被隐去，未登记手机号。", "请向提供者要完整号码，或请代表本人补登。"
        )
    compact = re.sub(r"(?<=\d)[-–—.](?=\d)", "", joined)
    compact = re.sub(r"^(?:\+|00)?86(?=1[3-9]\d{9}$)", "", compact)
    if _PLAIN.fullmatch(compact):
        return ParsedPhone(compact)
    return _several(joined, text, shown)


def _numbers(text: str) -> list[str]:
    """Return the numbers of a cell, labels and country code gone: first parted by signs, then, if need be, by blanks."""
    found = []
    for piece in re.split(r"[/、,;|()\[\]或和]+", text):
        whole = _number(_BLANKS.sub("", piece))
        if _PLAIN.fullmatch(whole) or not re.search(r"\d[^\d]*\s+[^\d]*\d", piece):
            found.append(whole)
        else:
            found += [_number(part) for part in piece.split()]
    return [number for number in found if number]


def _number(text: str) -> str:
    text = re.sub(r"(?<=\d)[-–—.](?=\d)", "", re.sub(r"^[^\d+]+", "", text))
    return re.sub(r"^(?:\+|00)?86(?=1[3-9]\d{9}$)", "", text)


def _several(joined: str, text: str, shown: str) -> ParsedPhone:
    """Read a cell with more than one number, or with none that is a mobile."""
    parts = _numbers(text)
    mobiles = [part for part in parts if _PLAIN.fullmatch(part)]
    shorts = [part for part in parts if _SHORT.fullmatch(part) and len(part) <= 6 and part not in mobiles]
    notes: tuple[Note, ...] = ()
    if not mobiles and (mobiles := _MOBILES.findall(joined)):
        shorts = _LABELLED.findall(
            _MOBILES.sub("", joined)
        )  # the pieces of a number typed in groups are no short number
    if extension := _EXTENSION.search(joined):
        shorts = [found for found in shorts if found != extension.group(1)]
        said = f"“转{extension.group(1)}”是分机号，未登记。"
        notes = (info("phone_extension", said, "如有需要，请写入备注列。"),)
    short = shorts[0] if shorts else ""
    if mobiles:
        if len(set(mobiles)) > 1:
            notes = (
                *notes,
                info("phone_several", "一格里有几个手机号，只登记了第一个。", "如第一个不是常用号码，请在档案里更正。"),
            )
        return ParsedPhone(mobiles[0], short, notes)
    if short and len(parts) == 1:
        return ParsedPhone(
            short=short, notes=(info("phone_short_only", "只有短号，没有手机号。", "请补登 11 位手机号。"),)
        )
    if _LANDLINE.fullmatch(joined) and (joined.startswith(("0", "(0")) or len(joined) in {7, 8}):
        return _not_taken("phone_landline", f"“{shown}”是固定电话，未登记为手机号。", "请补登代表本人的手机号。")
    digits = re.sub(r"\D", "", joined)
    if digits.startswith("1") and len(digits) in {9, 10, 12, 13, 14}:
        return _not_taken(
            "phone_wrong_length", f"手机号“{shown}”有 {len(digits)} 位，应为 11 位，未登记手机号。", "请核对后补登。"
        )
    return _not_taken("phone_invalid", f"“{shown}”不是可用的手机号，未登记。", "请核对后补登 11 位手机号。")


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_check_digit(first_17: str) -> str:
    """Return the check character of an identity number (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return "10X98765432"[total % 11]


class ParsedId(NamedTuple):
    """An identity number, or notes on why it was not taken."""

    number: str = ""
    notes: tuple[Note, ...] = ()


def parse_id_number(raw: object) -> ParsedId:
    """Read an identity number cell (only where the county keeps them). A damaged number is never repaired."""
    if raw is None:
        return ParsedId()
    if not isinstance(raw, str):
        return ParsedId(
            notes=(
                warning(
                    "id_numeric",
                    "身份证号存成了数字，末三位已丢失，未登记。",
                    "请把该列设为文本格式，重新填写 18 位号码。",
                ),
            )
        )
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", visible(raw))).strip("'’‘`\"").upper()
    if not text or text in _EMPTY:
        return ParsedId()
    if _SCIENTIFIC.fullmatch(text):
        return ParsedId(
            notes=(warning("id_numeric", "身份证号成了科学计数，末几位已丢失，未登记。", "请重新填写 18 位号码。"),)
        )
    if re.fullmatch(r"\d{15}", text):
        return ParsedId(notes=(warning("id_old", "是 15 位旧身份证号，未登记。", "请填写 18 位号码。"),))
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return ParsedId(notes=(warning("id_invalid", "身份证号位数不对，未登记。", "请核对 18 位号码。"),))
    if id_check_digit(text[:17]) != text[17]:
        return ParsedId(
            notes=(warning("id_check_digit", "身份证号校验码不对，未登记。", "请核对号码，不要改动末位凑数。"),)
        )
    return ParsedId(text)
