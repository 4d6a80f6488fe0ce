"""What a letter is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Heading:
    """A heading within the text: level 1 is 一、, level 2 （一）; the number is part of `text`."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text. Line ends within `text` begin a new paragraph. `lead` is set bold in front (e.g. 地点：)."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Table:
    """Lines under headers; `widths` in millimetres, equal shares of 156 mm when left out."""

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float] = ()
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True)
class Letter:
    """A letter, its parts from top to bottom; what is empty leaves no line.

    number: 发文字号 (云人大〔2026〕3号); addressee: 主送机关, without the colon; enclosures: names of 附件.
    """

    title: str
    blocks: Sequence[Block]
    addressee: str = ""
    number: str = ""
    signer: str = ""
    on: date | None = None
    enclosures: Sequence[str] = field(default_factory=tuple)
    note: str = ""  # last line, small: who may be asked, what the file rests on
