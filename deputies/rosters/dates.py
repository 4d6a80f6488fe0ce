"""Dates as rosters write them, with how much of them is known."""

import datetime
import re
import unicodedata
from typing import NamedTuple

from deputies.people.enums import DatePrecision
from deputies.rosters.remarks import Note, info, warning
from yunhe.kit.folding import visible

_BLANKS = re.compile(r"\s+")
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.\d+)?")
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]?")
_FULL = re.compile(r"(\d{4})[.\-/年·、,](\d{1,2})(?:[.\-/月·、,](\d{1,2})?)?[日号]?(?:生|出生)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4})年?(?:生|出生)?")
_TWO_DIGIT = re.compile(r"(\d{2})[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})?)?[日号]?(?:生|出生)?")
_DAY_FIRST = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](\d{4})")
_NUMERALS = {
    "〇": "0",
    "○": "0",
    "零": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
_SINCE_1904 = 1_462  # days between the two calendars of workbooks
_EPOCH = datetime.date(1899, 12, 30)
_EMPTY = frozenset({"无", "-", "--", "—", "——", "/", "不详", "未知", "暂无"})
OLDEST = 110


class ParsedDate(NamedTuple):
    """A date, its precision ("" with no date) and notes."""

    value: datetime.date | None = None
    precision: str = ""
    notes: tuple[Note, ...] = ()


def parse_date(
    raw: object, *, what: str, today: datetime.date, is_birth: bool = False, is_1904: bool = False
) -> ParsedDate:
    """Read a date cell. what: its Chinese name for messages; is_birth: also check that an adult was born then.

    is_1904: plain numbers of the workbook count from 1904, also where a cell holds one as text.

    A number 1978.1 means October (typed 1978.10), the text "1978.1" means January.
    """
    if raw is None:
        return ParsedDate()
    if isinstance(raw, datetime.datetime | datetime.date):
        day = raw.date() if isinstance(raw, datetime.datetime) else raw
        found = ParsedDate(day, DatePrecision.MONTH if day.day == 1 else DatePrecision.DAY)
    elif isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return _not_taken(what, raw)
    elif isinstance(raw, int | float):
        is_day = 4_000 <= raw <= 60_000
        found = _from_number(raw + _SINCE_1904 if is_1904 and is_day else raw, what)
    else:
        found = _from_text(raw, what, is_birth=is_birth, today=today, is_1904=is_1904)
    return _plausible(found, raw, what, today, is_birth=is_birth)


def _not_taken(what: str, raw: object) -> ParsedDate:
    return ParsedDate(
        notes=(
            warning(
                "date_invalid", f"{what}“{str(raw)[:20]}”不是可用的日期，未登记。", "请按“1979.09”或“1979-09-12”填写。"
            ),
        )
    )


def _make(
    what: str, raw: object, year: int, month: int | None = None, day: int | None = None, *notes: Note
) -> ParsedDate:
    try:
        value = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return _not_taken(what, raw)
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    return ParsedDate(value, precision, notes)


def _from_number(raw: float, what: str) -> ParsedDate:
    if isinstance(raw, float) and not raw.is_integer():
        if 10_000 <= raw <= 60_000:
            return _from_serial(int(raw), what)  # with a time of day
        whole, fraction = f"{raw:.4f}".rstrip("0").split(".")
        if not 1900 <= int(whole) <= 2100 or len(fraction) > 2:
            return _not_taken(what, raw)
        if fraction == "1":
            note = info(
                "date_october",
                f"{what}是数字 {whole}.1，按 {whole} 年 10 月登记（输入的多半是 {whole}.10）。",
                "如是 1 月，请改为文本 1978.01 的写法。",
            )
            return _make(what, raw, int(whole), 10, None, note)
        return _make(what, raw, int(whole), int(fraction))
    number = int(raw)
    if 1900 <= number <= 2100:
        return _make(what, raw, number)
    is_early = 5_000 <= number < 10_000 and not 1 <= number % 100 <= 12  # 9500 is a day of 1926; 9511 may mean 1995.11
    if is_early or 10_000 <= number <= 60_000:
        return _from_serial(number, what)
    match = _COMPACT.fullmatch(str(number))
    if match:
        return _make(
            what, raw, int(match.group(1)), int(match.group(2)), int(match.group(3)) if match.group(3) else None
        )
    return _not_taken(what, raw)


def _from_serial(number: int, what: str) -> ParsedDate:
    day = _EPOCH + datetime.timedelta(days=number)
    note = info("date_serial", f"{what}是 Excel 日期序号 {number}，按 {day:%Y-%m-%d} 登记。", "")
    return ParsedDate(day, DatePrecision.MONTH if day.day == 1 else DatePrecision.DAY, (note,))


def _from_text(raw: str, what: str, *, is_birth: bool, today: datetime.date, is_1904: bool) -> ParsedDate:
    text = unicodedata.normalize("NFKC", visible(raw)).strip().strip("'’‘`\"")
    text = re.sub(r"(?<=\d)[T ]\d{1,2}:\d{2}(?::\d{2})?.*$", "", text)
    lunar = bool(re.search(r"农历|阴历|旧历", text))
    text = _BRACKETS.sub("", _BLANKS.sub("", text)).strip("。;；.")
    if not text or text in _EMPTY:
        return ParsedDate()
    if lunar:
        lunar_year = re.search(r"(?:19|20)\d{2}", text)
        note = warning("date_lunar", f"{what}“{raw.strip()}”是农历，只登记了年份。", "请改填公历日期。")
        return _make(what, raw, int(lunar_year.group()), None, None, note) if lunar_year else _not_taken(what, raw)
    if re.search(r"[〇○零一二三四五六七八九十]", text):
        text = _arabic(text)
    if match := _FULL.fullmatch(text):
        year, month, day = match.groups()
        return (
            _make(what, raw, int(year), int(month), int(day) if day else None) if int(month) else _not_taken(what, raw)
        )
    if match := _YEAR.fullmatch(text):
        return _make(what, raw, int(match.group(1)))
    if _SERIAL.fullmatch(text):
        return _from_serial(int(float(text)) + (_SINCE_1904 if is_1904 else 0), what)
    if match := _COMPACT.fullmatch(text):
        year, month, day = match.groups()
        return (
            _make(what, raw, int(year), int(month), int(day) if day else None) if int(month) else _not_taken(what, raw)
        )
    if is_birth and (match := _TWO_DIGIT.fullmatch(text)):
        short, month, day = match.groups()
        century = 2000 if int(short) <= (today.year - 18) % 100 else 1900
        note = info(
            "date_two_digit_year",
            f"{what}“{raw.strip()}”的年份只有两位，按 {century + int(short)} 年登记。",
            "请核对。",
        )
        return _make(what, raw, century + int(short), int(month), int(day) if day else None, note)
    if match := _DAY_FIRST.fullmatch(text):
        note = warning("date_ambiguous", f"{what}“{raw.strip()}”分不清月和日，只登记了年份。", "请按“1979-09-12”填写。")
        return _make(what, raw, int(match.group(1)), None, None, note)
    return _not_taken(what, raw.strip())


def _arabic(text: str) -> str:
    """Return 一九七八年十二月 as 1978年12月."""
    text = re.sub(r"二十([一-九])", lambda found: f"2{_NUMERALS[found.group(1)]}", text)
    text = re.sub(r"三十([一])", "31", text).replace("三十", "30").replace("二十", "20")
    text = re.sub(r"十([一二三四五六七八九])", lambda found: f"1{_NUMERALS[found.group(1)]}", text).replace("十", "10")
    return "".join(_NUMERALS.get(letter, letter) for letter in text)


def _plausible(found: ParsedDate, raw: object, what: str, today: datetime.date, *, is_birth: bool) -> ParsedDate:
    if found.value is None:
        return found
    if found.value > today:
        return ParsedDate(
            notes=(warning("date_future", f"{what}“{str(raw)[:20]}”在今天之后，未登记。", "请核对年份。"),)
        )
    if is_birth:
        age = today.year - found.value.year
        if age > OLDEST:
            return ParsedDate(
                notes=(warning("date_implausible", f"{what}“{str(raw)[:20]}”距今 {age} 年，未登记。", "请核对年份。"),)
            )
        if age < 18:
            return found._replace(
                notes=(
                    *found.notes,
                    warning("age_under_18", f"{what}“{str(raw)[:20]}”不满 18 周岁，不能当选代表。", "请核对。"),
                )
            )
    return found
