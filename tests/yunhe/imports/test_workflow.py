"""Every step of an import from every state: allowed or refused."""

import pytest

from deputies.rosters.register import KEY
from yunhe.imports import workflow
from yunhe.imports.enums import ImportState, RowAction
from yunhe.imports.models import ImportRow, ImportRun
from yunhe.imports.refusals import ImportRefused

ALLOWED = {
    "read": {ImportState.UPLOADED, ImportState.READING},
    "correct": {ImportState.PREVIEW},
    "confirm": {ImportState.PREVIEW},
    "write": {ImportState.CONFIRMING},
    "release": {ImportState.CONFIRMING},
    "cancel": {ImportState.UPLOADED, ImportState.PREVIEW},
    "undo": {ImportState.CONFIRMED},
}


def step(verb, run, by):
    if verb == "correct":
        return workflow.correct(run, mapping={}, by=by)
    if verb == "release":
        return workflow.release(run)
    return getattr(workflow, verb)(run, by=by)


@pytest.mark.parametrize("state", ImportState.values)
@pytest.mark.parametrize("verb", ALLOWED)
def test_every_step_from_every_state(county, staff, verb, state):
    user = staff(county.chishi)
    run = ImportRun.objects.create(
        register=KEY, area=county.chishi, file_name="a.csv", file_sha256="", state=state, content={"base64": "eA=="}
    )
    ImportRow.objects.create(
        run=run, sheet="a", row=2, action=RowAction.UNCHANGED, payload={"name": "x", "origin": county.chishi.pk}
    )
    if state in ALLOWED[verb]:
        step(verb, run, user)
        run.refresh_from_db()
        assert run.state != state or verb == "read"
    else:
        with pytest.raises(ImportRefused, match="状态"):
            step(verb, run, user)
        run.refresh_from_db()
        assert run.state == state


def test_every_state_has_its_moves():
    assert set(workflow.TRANSITIONS) == set(ImportState)


def test_a_preview_with_nothing_to_import_cannot_be_confirmed(county, staff):
    run = ImportRun.objects.create(
        register=KEY, area=county.chishi, file_name="a", file_sha256="", state=ImportState.PREVIEW
    )
    with pytest.raises(ImportRefused, match="没有可以导入的行"):
        workflow.confirm(run, by=staff(county.chishi))


def test_the_list_of_imports_is_seen_by_the_office_and_those_above(county, staff):
    run = ImportRun.objects.create(register=KEY, area=county.chishi, file_name="a", file_sha256="")
    assert list(ImportRun.objects.visible_to(staff(county.chishi))) == [run]
    assert list(ImportRun.objects.visible_to(staff(county.root))) == [run]
    assert not ImportRun.objects.visible_to(staff(county.shitang)).exists()
