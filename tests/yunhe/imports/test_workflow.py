"""Every step of an import from every state: allowed or refused."""

import pytest

from deputies.rosters.register import KEY
from tests.kit.machines import spelled, written
from yunhe.imports import workflow
from yunhe.imports.enums import IMPORT, ImportState, RowAction
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.kit.refusals import IllegalMove, Refused

MOVES = """
    uploaded    read     *  reading
    uploaded    cancel   *  cancelled
    reading     read     *  reading
    reading     show     *  preview
    reading     fail     *  failed
    reading     cancel   *  cancelled
    preview     correct  *  uploaded
    preview     confirm  *  confirming
    preview     cancel   *  cancelled
    confirming  write    *  confirmed|uploaded
    confirming  release  *  preview
    confirmed   undo     *  undone
"""
AFTER = {(line.state, line.verb): line.after for line in written(MOVES)}
FUNCTIONS = ("read", "correct", "confirm", "write", "release", "cancel", "undo")


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(IMPORT) == written(MOVES)


def step(verb, run, by):
    if verb == "correct":
        return workflow.correct(run, mapping={}, by=by)
    if verb == "release":
        return workflow.release(run)
    return getattr(workflow, verb)(run, by=by)


@pytest.mark.parametrize("state", ImportState.values)
@pytest.mark.parametrize("verb", FUNCTIONS)
def test_every_step_from_every_state(county, staff, verb, state):
    user = staff(county.chishi)
    run = ImportRun.objects.create(
        register=KEY, area=county.chishi, file_name="a.csv", file_sha256="", state=state, content={"base64": "eA=="}
    )
    ImportRow.objects.create(
        run=run, sheet="a", row=2, action=RowAction.UNCHANGED, payload={"name": "x", "origin": county.chishi.pk}
    )
    if (state, verb) in AFTER:
        step(verb, run, user)
        run.refresh_from_db()
        assert run.state in ({"preview", "failed"} if verb == "read" else AFTER[state, verb])
    else:
        with pytest.raises(IllegalMove, match=f"这次导入现在是“{ImportState(state).label}”，不能"):
            step(verb, run, user)
        run.refresh_from_db()
        assert run.state == state


def test_a_preview_with_nothing_to_import_cannot_be_confirmed(county, staff):
    run = ImportRun.objects.create(
        register=KEY, area=county.chishi, file_name="a", file_sha256="", state=ImportState.PREVIEW
    )
    with pytest.raises(Refused, match="没有可以导入的行"):
        workflow.confirm(run, by=staff(county.chishi))


def test_the_list_of_imports_is_seen_by_the_office_and_those_above(county, staff):
    run = ImportRun.objects.create(register=KEY, area=county.chishi, file_name="a", file_sha256="")
    assert list(ImportRun.objects.visible_to(staff(county.chishi))) == [run]
    assert list(ImportRun.objects.visible_to(staff(county.root))) == [run]
    assert not ImportRun.objects.visible_to(staff(county.shitang)).exists()
