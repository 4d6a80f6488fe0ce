"""A roster into the register: who is the same person, what changes, what is refused, again, undone."""

import json

import pytest
from django.core.management import CommandError, call_command

from deputies.mandates.models import CongressTerm, Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy, ResidenceSpell
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from tests.workbooks import csv_text, xlsx
from yunhe.audit.models import AuditEvent
from yunhe.audit.verifying import check_chain
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.privacy import digest

HEADING = [
    "姓名",
    "性别",
    "出生年月",
    "乡镇",
    "户籍村",
    "选区",
    "现居住街道",
    "现居住社区",
    "小区（楼幢）",
    "手机",
    "备注",
]
ONE = [
    "方示一",
    "男",
    "1979.09",
    "赤石乡",
    "双林村",
    "第1选区",
    "浮云街道",
    "中山社区",
    "示例小区1幢",
    "16905782001",
    None,
]
TWO = ["方示二", "女", "1980.03", "石塘镇", "联合村", "第2选区", "元和街道", "狮山社区", None, "16905782002", None]


@pytest.fixture
def roll(county, tmp_path):
    """Return a function rows -> report of import_roster (county level)."""

    def run(*rows, heading=HEADING, name="名册.xlsx", sheets=None, **options):
        path = tmp_path / name
        path.write_bytes(xlsx(sheets or [heading, *rows]))
        report = tmp_path / "report.json"
        call_command("import_roster", path, report=report, **{"level": "county", **options})
        return json.loads(report.read_text(encoding="utf-8"))

    return run


def row_codes(report, number=0):
    return [finding["code"] for finding in report["rows"][number]["findings"]]


def with_values(row, **values):
    names = dict(zip(HEADING, row, strict=True)) | values
    return [names[key] for key in HEADING]


def test_first_import_into_a_register_that_has_only_areas(roll, county):
    report = roll(ONE, TWO)
    assert {key: report[key] for key in ("created", "updated", "unchanged", "refused", "dry_run", "file")} == {
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "dry_run": False,
        "file": "名册.xlsx",
    }
    assert report["rows"][0] == {
        "sheet": "Sheet1",
        "row": 2,
        "action": "created",
        "name": "方示一",
        "origin": "赤石乡",
        "residence_code": "331125001001",
        "findings": [],
    }
    deputy = Deputy.objects.get(name="方示一")
    assert (deputy.origin, deputy.residence, deputy.home_village) == (county.chishi, county.zhongshan, county.shuanglin)
    assert (deputy.phone, deputy.phone_digest) == ("16905782001", digest("16905782001", purpose="phone"))
    assert (deputy.name_pinyin, deputy.birth_label, deputy.address) == ("fang shi yi", "1979年9月", "示例小区1幢")
    mandate = deputy.mandates.get()
    assert (mandate.level, mandate.term.area, mandate.district.number, mandate.district.area) == (
        "county",
        county.root,
        1,
        county.chishi,
    )
    assert deputy.residence_spells.get().area == county.zhongshan
    assert "term_assumed" in {finding["code"] for finding in report["findings"]}
    event = AuditEvent.objects.get(object_type="deputies.deputy", object_id=str(deputy.pk))
    assert set(event.area_paths) == {county.chishi.path, county.zhongshan.path}
    assert check_chain().problems == []


def test_the_same_file_again_changes_nothing(roll):
    roll(ONE, TWO)
    events = AuditEvent.objects.filter(object_type="deputies.deputy").count()
    stamps = set(Deputy.objects.values_list("updated_at", flat=True))
    report = roll(ONE, TWO)
    assert (report["unchanged"], report["created"], report["updated"]) == (2, 0, 0)
    assert AuditEvent.objects.filter(object_type="deputies.deputy").count() == events
    assert set(Deputy.objects.values_list("updated_at", flat=True)) == stamps


def test_a_dry_run_writes_nothing_and_says_the_same(roll):
    dry = roll(ONE, TWO, dry_run=True)
    assert not Deputy.objects.exists()
    assert not ImportRun.objects.exists()
    assert not CongressTerm.objects.exists()
    assert dry["rows"] == roll(ONE, TWO)["rows"]


def test_a_move_changes_the_residence_and_keeps_the_history(roll, county):
    roll(ONE)
    report = roll(with_values(ONE, 现居住社区="东门社区", **{"小区（楼幢）": "示例小区9幢"}))
    assert report["rows"][0]["action"] == "updated"
    deputy = Deputy.objects.get()
    assert (deputy.residence, deputy.address) == (county.dongmen, "示例小区9幢")
    closed, opened = deputy.residence_spells.order_by("id")
    assert (closed.area, opened.area) == (county.zhongshan, county.dongmen)
    assert closed.ends_on
    assert not opened.ends_on
    changes = ImportRow.objects.filter(action="updated").get().changes
    assert changes["现居住地"] == ["浮云街道中山社区", "浮云街道东门社区"]
    assert "示例小区9幢" not in json.dumps(changes, ensure_ascii=False)


def test_empty_cells_never_clear_and_vaguer_values_never_replace_finer_ones(roll):
    roll(with_values(ONE, 出生年月="1979-09-12"))
    report = roll(["方示一", None, "1979.09", "赤石乡", None, None, "浮云街道", None, None, "16905782001", None])
    assert report["unchanged"] == 1
    assert Deputy.objects.get().born_on.isoformat() == "1979-09-12"


@pytest.mark.parametrize(
    ("changes", "action"),
    [
        ({"现居住社区": "东门社区"}, "updated"),  # name and phone
        ({"手机": None}, "unchanged"),  # name, birth and origin
        ({"手机": None, "出生年月": None, "现居住社区": "东门社区"}, "updated"),  # name, origin and home village
        (
            {"手机": None, "出生年月": None, "户籍村": None, "现居住社区": "东门社区"},
            "updated",
        ),  # name, origin and district
        ({"手机": "16905782009"}, "updated"),  # name, birth and origin: the phone is new
    ],
)
def test_the_same_person_is_found_by_more_than_the_name(roll, changes, action):
    roll(ONE)
    assert roll(with_values(ONE, **changes))["rows"][0]["action"] == action
    assert Deputy.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"手机": None, "出生年月": None, "户籍村": None, "选区": None}, "maybe_same_person"),
        ({"乡镇": "石塘镇", "户籍村": "联合村"}, "contradicts_register"),
        ({"性别": "女"}, "contradicts_register"),
        ({"姓名": "方试一"}, "phone_of_another"),
    ],
)
def test_what_stays_between_two_people_is_refused(roll, changes, code):
    roll(ONE)
    report = roll(with_values(ONE, **changes))
    assert (report["refused"], row_codes(report)) == (1, [code])
    assert Deputy.objects.count() == 1


def test_namesakes_with_other_facts_are_two_people(roll):
    roll(ONE)
    other = with_values(ONE, 出生年月="1990.01", 手机="16905782008", 户籍村=None, 选区="第5选区")
    report = roll(other)
    assert (report["created"], row_codes(report)) == (1, ["same_name"])
    assert Deputy.objects.filter(name="方示一").count() == 2


def test_namesakes_of_one_file_told_apart_by_their_district(roll):
    bare = with_values(ONE, 手机=None, 出生年月=None, 户籍村=None)
    report = roll(bare, with_values(bare, 选区="第2选区"), bare)
    assert [row["action"] for row in report["rows"]] == ["created", "created", "refused"]


def test_a_general_occupation_is_no_evidence(roll):
    heading = ["姓名", "乡镇", "工作单位及职务"]
    roll(["方示一", "赤石乡", "个体工商户"], heading=heading)
    assert row_codes(roll(["方示一", "赤石乡", "个体工商户", "16905782001"], heading=[*heading, "手机"])) == [
        "maybe_same_person"
    ]


def test_several_candidates_are_refused_without_naming_data(roll, county):
    for _ in range(2):
        DeputyFactory(name="方示一", origin=county.chishi, home_village=county.shuanglin, phone="", phone_digest="")
    report = roll(with_values(ONE, 手机=None, 出生年月=None))
    assert row_codes(report) == ["several_candidates"]


def test_a_row_without_phone_is_known_again_when_imported_unchanged(roll):
    bare = with_values(ONE, 手机=None, 出生年月=None, 户籍村=None, 选区=None)
    assert roll(bare)["created"] == 1
    assert roll(bare)["unchanged"] == 1


def test_a_person_twice_in_one_file_is_refused_the_second_time(roll):
    report = roll(ONE, with_values(ONE, 现居住社区="东门社区"))
    assert [row["action"] for row in report["rows"]] == ["created", "refused"]
    assert row_codes(report, 1) == ["duplicate_in_file"]


def test_the_other_level_in_another_sheet_adds_the_mandate(roll):
    sheets = {"县代表": [["层级", *HEADING], ["县", *ONE]], "赤石乡代表": [["层级", *HEADING], ["乡镇", *ONE]]}
    report = roll(sheets=sheets, level="")
    assert [row["action"] for row in report["rows"]] == ["created", "updated"]
    assert set(Mandate.objects.values_list("level", flat=True)) == {"county", "township"}
    again = roll(sheets=sheets, level="")
    assert [row["action"] for row in again["rows"]] == ["unchanged", "unchanged"]


def test_both_levels_in_the_level_column_give_two_mandates(roll, county):
    roll(["县、乡镇", *ONE], heading=["代表层级", *HEADING], level="")
    assert set(Mandate.objects.values_list("level", "term__area__name")) == {
        ("county", "云和县"),
        ("township", "赤石乡"),
    }


def test_a_lost_phone_leaves_the_known_one_and_creates_without_one(roll):
    roll(ONE)
    report = roll(with_values(ONE, 手机="1.69058E+10", 现居住社区="东门社区"), with_values(TWO, 手机="1.69E+10"))
    assert [row["action"] for row in report["rows"]] == ["updated", "created"]
    assert row_codes(report) == row_codes(report, 1) == ["phone_lost_digits"]
    assert Deputy.objects.get(name="方示一").phone == "16905782001"
    assert Deputy.objects.get(name="方示二").phone == ""


def test_a_term_that_does_not_fit_is_refused(roll, county):
    term = CongressTermFactory(area=county.root, level=CongressLevel.COUNTY, number=17)
    MandateFactory(
        deputy=DeputyFactory(name="方示一", origin=county.chishi, phone="16905782001"), level="county", term=term
    )
    assert row_codes(roll(ONE, term="18")) == ["term_conflict"]
    assert row_codes(roll(ONE, term="16")) == ["old_term"]
    assert row_codes(roll(TWO, term="16")) == ["old_term"]
    assert roll(ONE)["refused"] == 0


def test_a_mandate_that_has_ended_is_never_made_again(roll, county):
    roll(ONE)
    mandate = Mandate.objects.get()
    mandate.ended_on, mandate.end_reason = "2026-05-01", "resigned"
    mandate.save()
    assert row_codes(roll(ONE)) == ["mandate_ended_before"]
    assert Mandate.objects.count() == 1


def test_a_street_has_no_township_deputies(roll):
    report = roll(with_values(ONE, 乡镇="浮云街道", 户籍村=None), level="township")
    assert row_codes(report) == ["no_congress"]


def test_without_a_level_rows_of_new_people_are_refused(roll):
    report = roll(ONE, level="")
    assert row_codes(report) == ["level_missing"]


def test_undo_takes_back_new_people_and_former_values(roll, county):
    roll(ONE)
    roll(with_values(ONE, 现居住社区="东门社区", 手机="16905782009"), TWO)
    latest, first = ImportRun.objects.order_by("-id")
    call_command("undo_import", latest.pk)
    deputy = Deputy.objects.get()
    assert (deputy.residence, deputy.phone, deputy.phone_digest) == (
        county.zhongshan,
        "16905782001",
        digest("16905782001", purpose="phone"),
    )
    assert ResidenceSpell.objects.get().ends_on is None
    call_command("undo_import", first.pk)
    assert not Deputy.objects.exists()
    assert not Mandate.objects.exists()
    with pytest.raises(CommandError, match="已撤销"):
        call_command("undo_import", first.pk)


def test_undo_is_refused_after_a_change_by_hand(roll):
    roll(ONE, TWO)
    Deputy.objects.get(name="方示一").save()
    with pytest.raises(CommandError, match=r"有人改动过 1 位.*方示一"):
        call_command("undo_import", ImportRun.objects.get().pk)
    assert Deputy.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"MZ\x90\x00" + b"\0" * 100, "程序"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"x" * (20 * 1024 * 1024), "超过上限"),
        (xlsx([["a", "b"], [1, 2]]), "姓名"),
        (xlsx([[]]), "空"),
    ],
)
def test_unreadable_files_give_one_sentence_and_exit_code_two(county, tmp_path, content, sentence):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as error:
        call_command("import_roster", path)
    assert error.value.returncode == 2
    assert not ImportRun.objects.exists()


def test_without_areas_the_command_says_what_to_do(db, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("姓名,乡镇\n", encoding="utf-8")
    with pytest.raises(CommandError, match="load_areas") as error:
        call_command("import_roster", path)
    assert error.value.returncode == 2


def test_an_unknown_origin_option_is_refused(county, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(csv_text([HEADING, ONE]), encoding="utf-8")
    with pytest.raises(CommandError, match="流出地"):
        call_command("import_roster", path, origin="不存在镇")


def test_the_origin_option_serves_rows_without_one(roll, county):
    report = roll(["方示三", "16905782003"], heading=["姓名", "手机"], origin="赤石")
    assert report["rows"][0]["origin"] == "赤石乡"
