"""A cell with more text than a column takes: cut with a remark, and never read for places."""

import time

from tests.rosters import codes, read
from tests.workbooks import xlsx

LONG = "中山社区旁边" * 50  # 300 signs


def plan_of(**cells):
    titles = {
        "residence": "现居住地",
        "detail": "详细住址",
        "remark": "备注",
        "street": "现居住街道",
        "origin": "代表团",
    }
    given = {"origin": "赤石乡", **cells}
    return read(xlsx([["姓名", *(titles[key] for key in given)], ["单小满", *given.values()]]))


def test_an_address_of_many_signs_is_kept_in_part_and_said():
    (row,) = plan_of(residence=LONG).rows
    assert "residence" not in row.payload
    assert row.payload["address"] == LONG[:120]
    (finding,) = [found for found in row.findings if found.code == "residence_long"]
    assert "有 300 个字" in finding.message
    assert "120 个字以内" in finding.suggestion


def test_the_column_of_the_details_is_bounded_too():
    plan = plan_of(residence="浮云街道中山社区", detail="1幢" + "东" * 200)
    (row,) = plan.rows
    assert row.residence_code == "331125001001"
    assert len(row.payload["address"]) == 120
    assert "residence_long" in codes(plan)[0]


def test_a_street_of_many_signs_is_not_read():
    plan = plan_of(street=LONG)
    (row,) = plan.rows
    assert "residence_long" in codes(plan)[0]
    assert "residence" not in row.payload


def test_a_remark_that_is_cut_says_so():
    (row,) = plan_of(remark="备" * 400).rows
    assert row.payload["remark"] == "备" * 300
    (finding,) = [found for found in row.findings if found.code == "text_long"]
    assert "备注有 400 个字，只留前 300 个字" in finding.message


def test_many_such_cells_cost_little():
    rows = [["单小满", "赤石乡", f"{number}{'中山社区旁边' * 300}"] for number in range(1000)]
    began = time.process_time()
    plan = read(xlsx([["姓名", "代表团", "现居住地"], *rows]))
    assert len(plan.rows) == 1000
    assert (
        time.process_time() - began < 8
    )  # each letter read for places took fifteen millionths of a second: half a minute
