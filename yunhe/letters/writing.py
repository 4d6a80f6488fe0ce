"""A Letter as a Word file."""

import io
import re

from django.http.response import HttpResponseBase
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from yunhe.kit.files import download
from yunhe.kit.words import full_day
from yunhe.letters.blocks import Block, Heading, Letter, PageBreak, Paragraph, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, SONG, BODY, BOLD, KAI = "方正小标宋简体", "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312"
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = Pt(22), Pt(16), Pt(14), Pt(10.5)  # 二号, 三号, 四号, 五号
LINE = Pt(28.9)  # 22 lines on the 225 mm of the text area
TEXT_WIDTH = 156  # millimetres
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


def docx(letter: Letter) -> bytes:
    """Return `letter` as a .docx: A4, text area 156 × 225 mm, type sizes and line distance of GB/T 9704-2012."""
    document = Document()
    _set_up_page(document)
    if letter.number:
        _line(document, letter.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, letter.title, font=TITLE, size=SIZE_2, align=WD_ALIGN_PARAGRAPH.CENTER, line=Pt(34), after=LINE)
    if letter.addressee:
        _line(document, f"{letter.addressee}：")
    for block in letter.blocks:
        _write(document, block)
    for number, name in enumerate(letter.enclosures, start=1):
        lead = "附件：" if number == 1 else "　　　"
        _line(document, f"{lead}{number}. {name}" if len(letter.enclosures) > 1 else f"{lead}{name}", indent=2)
    if letter.signer or letter.on:
        _line(document, "")
    if letter.signer:
        _line(document, letter.signer, align=WD_ALIGN_PARAGRAPH.RIGHT, right=2)
    if letter.on:
        _line(document, full_day(letter.on), align=WD_ALIGN_PARAGRAPH.RIGHT, right=4)
    if letter.note:
        _line(document, letter.note, size=SIZE_5, line=Pt(16))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def letter_response(letter: Letter, filename: str) -> HttpResponseBase:
    """Return the download of `letter`; `filename` may be Chinese, without ending."""
    name = re.sub(r'[\\/:*?"<>|\r\n]+', "_", filename).strip() or "文件"
    answer = download(docx(letter), f"{name}.docx", content_type=CONTENT_TYPE)
    answer["Cache-Control"] = "no-store"
    return answer


def _set_up_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.footer_distance = Mm(28)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", SIZE_3
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    _number_pages(section.footer.paragraphs[0])
    document.core_properties.author = document.core_properties.comments = ""


def _number_pages(paragraph: WordParagraph) -> None:
    """Write — 1 — at the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if part == "PAGE" else part)
        _set_font(run, SONG, SIZE_4)
        if part == "PAGE":
            for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = text
                run._r.append(element)


def _set_font(run: Run, font: str, size: Pt, *, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = "Times New Roman", size, bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _line(
    document: WordDocument,
    text: str,
    *,
    font: str = BODY,
    size: Pt = SIZE_3,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: float = 0,
    right: float = 0,
    line: Pt = LINE,
    after: Pt | None = None,
    lead: str = "",
) -> WordParagraph:
    """Add one paragraph; indents count characters of its size."""
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment = align
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    shape.space_before, shape.space_after = Pt(0), after or Pt(0)
    shape.first_line_indent = Pt(size.pt * indent) if indent else None
    shape.right_indent = Pt(size.pt * right) if right else None
    if lead:
        _set_font(paragraph.add_run(FORBIDDEN.sub("", lead)), font, size, bold=True)
    _set_font(paragraph.add_run(FORBIDDEN.sub("", text)), font, size)
    return paragraph


def _write(document: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            _line(document, block.text, font=BOLD if block.level == 1 else KAI, indent=2)
        case Paragraph():
            for number, text in enumerate(block.text.splitlines() or [""]):
                _line(document, text.strip(), indent=2, lead=block.lead if not number else "")
        case Table():
            _write_table(document, block)
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_table(document: WordDocument, block: Table) -> None:
    if block.caption:
        _line(document, block.caption, font=BOLD, size=SIZE_4, align=WD_ALIGN_PARAGRAPH.CENTER)
    table = document.add_table(rows=1, cols=len(block.headers), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(width) for width in block.widths] or [Mm(TEXT_WIDTH / len(block.headers))] * len(block.headers)
    head = OxmlElement("w:tblHeader")  # repeated on each page
    table.rows[0]._tr.get_or_add_trPr().append(head)
    _fill(table.rows[0].cells, block.headers, widths, BOLD)
    for row in block.rows:
        _fill(table.add_row().cells, row, widths, BODY)
    _line(document, "", size=SIZE_5, line=Pt(12))


def _fill(cells, values, widths, font: str) -> None:
    for cell, value, width in zip(cells, values, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1.15
        is_figure = isinstance(value, int | float) or font == BOLD
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_figure else WD_ALIGN_PARAGRAPH.LEFT
        _set_font(paragraph.add_run(FORBIDDEN.sub("", "" if value is None else str(value))), font, SIZE_5)
