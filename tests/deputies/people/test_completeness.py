"""One completeness of a file, in the register, on its page and in the ledger."""

from datetime import date

import pytest

from deputies.people.completeness import WANTED, missing_of, percent_of, with_completeness
from deputies.people.models import Deputy
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.kit.same_cost import questions_of
from yunhe.jobs.models import Job
from yunhe.web.lists import listing
from yunhe.web.tasks import export_list

NOTHING = {
    "gender": "", "ethnicity": "", "born_on": None, "born_precision": "", "party": "", "education": "", "employment": "", "occupation": "",
    "specialities": "", "home_village": None, "phone": "", "household_at_home": None, "residence": None, "address": "",
}  # fmt: skip


@pytest.fixture
def file(county):
    """Return a function of facts: a deputy of 赤石 of whom nothing else is known."""

    def make(**facts):
        deputy = DeputyFactory(origin=county.chishi, **{**NOTHING, **facts})
        Deputy.objects.filter(pk=deputy.pk).update(
            phone_digest="" if not facts.get("phone") else deputy.phone_digest or "x"
        )
        MandateFactory(deputy=deputy)
        return Deputy.objects.get(pk=deputy.pk)

    return make


def test_each_wanted_field_counts_once_in_python_and_in_the_database(county, file):
    given = {
        "gender": "female", "ethnicity": "畲族", "born_on": date(1980, 1, 1), "party": "群众", "education": "本科",
        "employment": "农户", "occupation": "farmer", "specialities": "茶艺", "home_village": county.shuanglin,
        "phone": "16905780001", "household_at_home": False, "residence": county.zhongshan, "address": "示例小区7幢",
    }  # fmt: skip
    assert set(given) == set(WANTED)
    precise = {"born_precision": "day"}
    known: dict = {}
    for number, name in enumerate([None, *given]):
        known |= {name: given[name]} if name else {}
        deputy = file(**known, **(precise if "born_on" in known else {}))
        counted = with_completeness(Deputy.objects.filter(pk=deputy.pk)).get().completeness
        assert counted == percent_of(deputy) == (200 * number + 13) // 26, name
        assert len(missing_of(deputy)) == 13 - number
    assert percent_of(deputy) == 100


def test_who_lives_beyond_the_county_has_a_residence(file):
    assert "现居住地" not in missing_of(file(residence_outside="杭州市余杭区"))


def test_the_register_shows_it_and_lists_what_lacks(county, file, staff, sign_in):
    thin, client = file(name="林缺项"), sign_in(staff(county.chishi))
    page = client.get("/deputies/?complete=no&cols=completeness,missing").content.decode()
    assert thin.name in page
    assert "性别、民族" in page
    assert client.get("/deputies/?complete=yes").context["listing"].page.total == 0


def test_the_register_counts_it_only_where_it_is_asked_for(county, file, staff, sign_in):
    file(name="林缺项")
    client = sign_in(staff(county.chishi))

    def counts(page: str) -> bool:
        return any("completeness" in sql for sql in questions_of(lambda: client.get(page)))

    assert not counts("/deputies/?q=林")
    assert counts("/deputies/?cols=completeness")
    assert counts("/deputies/?sort=-completeness")


def test_a_long_export_holds_it_too(county, file, staff, sign_in, monkeypatch):
    file(name="林缺项")
    monkeypatch.setattr(listing, "EXPORT_INLINE", 0)
    sign_in(staff(county.chishi)).post("/deputies/?cols=completeness", {"export": "csv"})
    job = Job.objects.get()
    export_list(job.pk)
    job.refresh_from_db()
    lines = job.result_file.read().decode("utf-8-sig").splitlines()
    assert lines[0] == "姓名,档案完整度%"
    assert lines[1] == "林缺项,0"
