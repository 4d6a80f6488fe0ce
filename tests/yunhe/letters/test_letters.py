"""Official letters as Word files."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from yunhe.letters import Heading, Letter, PageBreak, Paragraph, Table, docx, letter_response

LETTER = Letter(
    title="关于街乡人大共治工作的报告",
    addressee="中共浮云街道工作委员会",
    number="浮人大工委〔2026〕3号",
    blocks=[
        Paragraph("现将有关情况报告如下。"),
        Heading("一、基本情况"),
        Heading("（一）代表构成", level=2),
        Paragraph("第一段\n第二段", lead="说明："),
        Table(("单位", "人数"), [("赤石乡", 12), ("石塘镇", None)], widths=(100, 56), caption="流动代表"),
        PageBreak(),
        Paragraph("以上报告，请审阅。"),
    ],
    enclosures=["名册", "台账"],
    signer="浮云街道人大工委",
    on=date(2026, 3, 5),
)


def read(letter):
    return Document(io.BytesIO(docx(letter)))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_the_parts_stand_in_their_order():
    assert texts(read(LETTER)) == [
        "浮人大工委〔2026〕3号",
        "关于街乡人大共治工作的报告",
        "中共浮云街道工作委员会：",
        "现将有关情况报告如下。",
        "一、基本情况",
        "（一）代表构成",
        "说明：第一段",
        "第二段",
        "流动代表",
        "以上报告，请审阅。",
        "附件：1. 名册",
        "　　　2. 台账",
        "浮云街道人大工委",
        "2026年3月5日",
    ]


def test_page_and_type_follow_the_standard():
    document = read(LETTER)
    section = document.sections[0]
    text_width = section.page_width - section.left_margin - section.right_margin
    lengths = (section.page_width, section.page_height, section.top_margin, section.left_margin, text_width)
    assert [round(length / Mm(1)) for length in lengths] == [210, 297, 37, 28, 156]
    title, body = (document.paragraphs[number].runs[0] for number in (1, 3))
    assert (title.font.size, title._element.rPr.rFonts.get(qn("w:eastAsia"))) == (Pt(22), "方正小标宋简体")
    assert (body.font.size, body._element.rPr.rFonts.get(qn("w:eastAsia"))) == (Pt(16), "仿宋_GB2312")
    assert document.paragraphs[3].paragraph_format.first_line_indent == Pt(32)
    assert "PAGE" in section.footer._element.xml


def test_tables_keep_their_lines_and_repeat_their_head():
    table = read(LETTER).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "人数"],
        ["赤石乡", "12"],
        ["石塘镇", ""],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_a_line_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        docx(Letter("题", [Table(("甲", "乙"), [("只有一格",)])]))


def test_what_people_typed_stays_text():
    typed = "</w:t><script>alert(1)</script> & =1+1\x07\x00"
    plain = "</w:t><script>alert(1)</script> & =1+1"
    assert texts(read(Letter(typed, [Paragraph(typed)]))) == [plain, plain]


def test_the_download_carries_a_chinese_name_and_no_header_of_its_own():
    answer = letter_response(LETTER, "请示汇报\r\nX-Evil: 1/2026")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "filename*=utf-8''%E8%AF%B7%E7%A4%BA" in answer["Content-Disposition"]
    assert "X-Evil" not in answer
    assert Document(io.BytesIO(answer.content)).paragraphs
