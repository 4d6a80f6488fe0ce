"""One line of the ledger: who confirms, who countersigns, what is written back, in every state."""

from itertools import product

import pytest

from deputies.people.completeness import missing_of, percent_of, with_completeness
from deputies.people.models import Deputy
from liaison.ledger import facts, workflow
from liaison.ledger.enums import ENTRY, EntryState
from liaison.ledger.models import LedgerEntry
from tests.factories.ledger import LedgerEntryFactory
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused

State = EntryState


MOVES = """
    open       confirm      origin,residence,community,deputy,county  confirmed
    open       drop         system                                    dropped
    confirmed  confirm      origin,residence,community,deputy,county  confirmed
    confirmed  send_back    origin,county                             open
    confirmed  countersign  origin,county                             locked
    confirmed  drop         system                                    dropped
    locked     unlock       county                                    confirmed
    dropped    take_in      system                                    open
"""
LINES = {(line.state, line.verb): line for line in written(MOVES)}
SIDE_OF = {
    "origin": "origin",
    "residence": "residence",
    "keeper": "community",
    "deputy": "deputy",
    "county": "county",
}
VERBS = ("confirm", "send_back", "countersign", "unlock")
ACTORS = ("origin", "residence", "keeper", "deputy", "county", "stranger", "admin")


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(ENTRY) == written(MOVES)


def do(verb, entry, by):
    """Do `verb` with good input."""
    if verb == "confirm":
        own = entry.deputy.user_id == by.pk
        return workflow.confirm_entry(
            entry, by=by, household_at_home=True, on_behalf_reason="" if own else "已电话核对"
        )
    given = {"send_back": {"note": "请补门牌"}, "countersign": {}, "unlock": {"note": "住址写错"}}
    return getattr(workflow, f"{verb}_entry")(entry, by=by, **given[verb])


@pytest.mark.parametrize(("state", "verb", "actor"), list(product(State.values, VERBS, ACTORS)))
def test_every_move(state, verb, actor, cast, line):
    entry, legal = line(state), LINES.get((state, verb))
    if legal and SIDE_OF.get(actor) in legal.sides:
        do(verb, entry, cast[actor])
        entry.refresh_from_db()
        assert entry.state == legal.after[0]
        event = AuditEvent.objects.get(verb=f"ledger.{verb}_entry")
        assert (event.actor_id, event.object_id) == (cast[actor].pk, str(entry.pk))
        return
    with pytest.raises(Denied) as refusal:
        do(verb, entry, cast[actor])
    assert isinstance(refusal.value, IllegalMove) == (legal is None)
    entry.refresh_from_db()
    assert (entry.state, AuditEvent.objects.count()) == (state, 0)


@pytest.mark.parametrize(("state", "actor"), list(product(State.values, ACTORS)))
def test_who_remarks_until_the_line_is_closed(state, actor, cast, line):
    entry = line(state)
    if actor in {"residence", "keeper", "county"} and state in {State.OPEN, State.CONFIRMED}:
        assert workflow.add_remark(entry, by=cast[actor], remark="已加入物业群").state == state
        return
    with pytest.raises(Denied):
        workflow.add_remark(entry, by=cast[actor], remark="已加入物业群")


def test_beyond_the_county_nobody_remarks_for_the_residence(county, cast):
    entry = LedgerEntryFactory(origin=county.chishi)
    with pytest.raises(Denied, match="由现居住地的街道（乡镇）或社区填写"):
        workflow.add_remark(entry, by=cast["county"], remark="在外地")


def test_countersigning_writes_what_was_confirmed_to_the_file(county, cast, line):
    entry = line()
    workflow.confirm_entry(
        entry,
        by=cast["deputy"],
        household_at_home=False,
        residence=county.dongmen,
        corrections={"phone": "16905789999", "address": "示例小区5幢", "specialities": "茶艺"},
    )
    entry.deputy.refresh_from_db()
    assert entry.deputy.residence == county.zhongshan
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.deputy.refresh_from_db()
    deputy = entry.deputy
    assert (deputy.residence, deputy.phone, deputy.address, deputy.specialities, deputy.household_at_home) == (
        county.dongmen,
        "16905789999",
        "示例小区5幢",
        "茶艺",
        False,
    )
    assert deputy.residence_spells.get(ends_on=None).area == county.dongmen


@pytest.mark.parametrize(
    ("actor", "facts", "said"),
    [
        ("deputy", {"household_at_home": None}, "户籍"),
        ("origin", {"household_at_home": True}, "代为确认请写明原因"),
    ],
)
def test_a_confirmation_that_lacks_something_changes_nothing(actor, facts, said, cast, line):
    entry = line()
    with pytest.raises(Refused, match=said):
        workflow.confirm_entry(entry, by=cast[actor], **facts)
    entry.refresh_from_db()
    assert entry.state == State.OPEN


def test_unchanged_lines_are_countersigned_together_and_changed_ones_left_for_a_look(county, cast, line):
    line()
    changed = LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=State.CONFIRMED)
    workflow.confirm_entry(
        changed,
        by=cast["origin"],
        household_at_home=True,
        corrections={"employment": "新单位"},
        on_behalf_reason="已电话核对",
    )
    LedgerEntryFactory(origin=county.chishi, community=county.dongmen, state=State.CONFIRMED)
    assert workflow.countersign_unchanged(LedgerEntry.objects.all(), by=cast["origin"]) == (1, 1, 0)


def test_ticking_lines_of_others_or_open_ones_countersigns_nothing(county, cast, line):
    line(State.OPEN)
    LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=State.CONFIRMED)
    assert workflow.countersign_unchanged(LedgerEntry.objects.all(), by=cast["residence"]) == (0, 0, 1)
    assert not LedgerEntry.objects.filter(state=State.LOCKED).exists()


def test_the_file_keeps_what_was_corrected_there_meanwhile(cast, line):
    """The origin office mends the phone between confirmation and countersign; the deputy had corrected the specialities."""
    entry = line()
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True, corrections={"specialities": "茶艺"})
    deputy = entry.deputy
    deputy.phone, deputy.employment = "16905788888", "新合作社"
    deputy.save(update_fields=["phone", "employment"])
    workflow.countersign_entry(entry, by=cast["origin"])
    deputy.refresh_from_db()
    assert (deputy.phone, deputy.employment, deputy.specialities) == ("16905788888", "新合作社", "茶艺")


def test_what_the_deputy_corrected_stays_when_somebody_confirms_again(county, cast, line):
    """After a correction the line is sent back; the deputy, or the office by telephone, confirms without repeating it."""
    entry = line()
    workflow.confirm_entry(
        entry,
        by=cast["deputy"],
        household_at_home=True,
        residence=county.shishan,
        corrections={"phone": "16905787777", "address": "示例小区3幢"},
    )
    workflow.send_back_entry(entry, note="请补作用发挥情况", by=cast["origin"])
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True, role_played="走访5户")
    workflow.confirm_entry(
        entry,
        by=cast["origin"],
        household_at_home=True,
        corrections={"specialities": "茶艺", "residence_outside": ""},
        on_behalf_reason="已电话核对",
    )
    workflow.countersign_entry(entry, by=cast["origin"])
    deputy = entry.deputy
    deputy.refresh_from_db()
    assert (deputy.phone, deputy.address, deputy.residence, deputy.specialities) == (
        "16905787777",
        "示例小区3幢",
        county.shishan,
        "茶艺",
    )


def test_who_moves_without_an_address_does_not_keep_the_old_one(county, cast, line):
    entry = line()
    entry.deputy.address = "示例小区5幢"
    entry.deputy.save(update_fields=["address"])
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True, residence=county.shishan)
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.refresh_from_db()
    assert (entry.deputy.residence, entry.deputy.address) == (county.shishan, "")
    assert (entry.residence, entry.community) == (county.yuanhe, county.shishan)


def test_a_new_address_at_the_same_place_is_written_to_the_stay(cast, line):
    entry = line()
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True, corrections={"address": "示例小区9幢"})
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.deputy.refresh_from_db()
    assert entry.deputy.address == "示例小区9幢"


def test_a_deputy_beyond_the_county_may_not_leave_the_place_empty(county, cast):
    entry = LedgerEntryFactory(origin=county.chishi)
    entry.deputy.residence_outside = "丽水市莲都区"
    entry.deputy.save(update_fields=["residence_outside"])
    with pytest.raises(Refused, match="请填写现居住地"):
        workflow.confirm_entry(
            entry,
            by=cast["origin"],
            household_at_home=True,
            corrections={"residence_outside": ""},
            on_behalf_reason="已电话核对",
        )
    workflow.confirm_entry(
        entry,
        by=cast["origin"],
        household_at_home=True,
        corrections={"residence_outside": "杭州市余杭区"},
        on_behalf_reason="已电话核对",
    )
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.deputy.refresh_from_db()
    assert entry.deputy.residence_outside == "杭州市余杭区"


def test_the_keeper_does_not_countersign_what_has_changed_under_the_eyes(cast, line):
    entry = line()
    seen = workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True).confirmed_at.isoformat()
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True, corrections={"employment": "新单位"})
    with pytest.raises(IllegalMove, match="重新核对"):
        workflow.countersign_entry(entry, by=cast["origin"], seen=seen)
    entry.refresh_from_db()
    assert entry.state == State.CONFIRMED
    assert workflow.countersign_entry(entry, by=cast["origin"], seen=entry.confirmed_at.isoformat())


def test_the_first_answer_that_the_household_is_at_home_is_no_change_but_leaving_is(county, cast, line):
    entry = line()
    assert entry.deputy.household_at_home is None
    assert workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True).has_changes is False
    assert workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=False).has_changes is True


def test_a_locked_line_changes_only_after_the_county_unlocks_it_with_a_reason(cast, line):
    entry = line()
    workflow.confirm_entry(entry, by=cast["deputy"], household_at_home=True)
    workflow.countersign_entry(entry, by=cast["origin"])
    with pytest.raises(Refused, match="解锁原因"):
        workflow.unlock_entry(entry, note=" ", by=cast["county"])
    workflow.unlock_entry(entry, note="住址写错", by=cast["county"])
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.refresh_from_db()
    assert entry.state == State.LOCKED
    verbs = AuditEvent.objects.filter(object_type="liaison.ledgerentry").values_list("verb", "reason")
    assert ("ledger.unlock_entry", "住址写错") in verbs


def test_the_trail_holds_no_phone_or_address_in_full(cast, line):
    entry = line()
    workflow.confirm_entry(
        entry, by=cast["deputy"], household_at_home=True, corrections={"phone": "16905781234", "address": "示例小区7幢"}
    )
    workflow.countersign_entry(entry, by=cast["origin"])
    said = str(list(AuditEvent.objects.values_list("changes", "reason", "object_label")))
    assert "169****1234" in said
    assert "16905781234" not in said
    assert "7幢" not in said


def test_a_remark_is_signed_and_emptied_again(cast, line):
    entry = workflow.add_remark(line(), by=cast["residence"], remark=" 常住，参加小区议事 ")
    assert (entry.residence_remark, entry.residence_remark_by) == ("常住，参加小区议事", cast["residence"].display_name)
    entry = workflow.add_remark(entry, by=cast["residence"], remark="")
    assert (entry.residence_remark, entry.residence_remark_by, entry.residence_remark_at) == ("", "", None)


def test_line_register_and_file_say_one_completeness(cast, line):
    entry = line()
    alone = percent_of(entry.deputy)
    corrections = {"address": "示例小区7幢", "employment": "农户", "specialities": "茶艺"}
    entry = workflow.confirm_entry(
        entry, by=cast["deputy"], household_at_home=True, role_played="走访5户", corrections=corrections
    )
    stated = entry.completeness
    assert stated > alone
    workflow.countersign_entry(entry, by=cast["origin"])
    deputy = Deputy.objects.get(pk=entry.deputy_id)
    assert percent_of(deputy) == with_completeness(Deputy.objects.filter(pk=deputy.pk)).get().completeness == stated
    assert facts.missing(deputy, facts.facts_of(deputy), "走访5户") == missing_of(deputy)
