"""Years and lines: opening, adjusting with a reason, passing on to another office, reversing."""

from typing import Any

from django.db import transaction

from liaison.funds import policies
from liaison.funds.enums import Bucket, EntryKind, FundLevel
from liaison.funds.models import Entry, FundLine, FundYear
from liaison.funds.money import yuan
from liaison.funds.workflow.posting import LINES, Posting, lines_locked, post
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

ENTRIES = Entry.objects.select_related("line__fund_year__office", "reversed_by", "other_line__fund_year__office")
IN, OUT = (Bucket.GRANT, Bucket.FREE), (Bucket.FREE, Bucket.GRANT)


@transaction.atomic
def open_year(office: Area, *, by: User, year: int) -> FundYear:
    """Open the money of `office` for `year` and return it. Errors: Denied, ValidationError when it is open already.

    Side effects: one FundYear, one audit event.
    """
    policies.can_keep_money(by, office)
    opened = made(FundYear(office=office, year=year, created_by=by.display_name))
    record("funds.open_year", "开立经费年度", opened, by=by, areas=opened.areas)
    return opened


@transaction.atomic
def add_line(fund_year: FundYear, *, by: User, cents: int = 0, document: str = "", **facts: Any) -> FundLine:
    """Add a line to an open year, with the `cents` that are allotted to it (0: none yet). Returns the line.

    facts: name, code, level, use, is_special, may_advance, carries, at_approval, at_payment, overdraft_cents, previous.
    Errors: Denied, Refused where the office has no congress of that level (代表法 42：本级经费用于本级代表), ValidationError.
    Side effects: one FundLine, one Entry where something is allotted, one audit event.
    """
    policies.can_keep_year(by, fund_year)
    _check_level(fund_year.office, facts["level"])
    line = made(FundLine(fund_year=fund_year, created_by=by.display_name, **facts))
    if cents:
        document = required(document, "下达经费须写明预算文号或依据。", field="document")
        post([Posting(line, EntryKind.ALLOT, *IN, cents, "年初下达", {"document": document})], by=by)
    changes = {"下达（元）": ["", yuan(cents)], "层级": ["", FundLevel(line.level).label]}
    record("funds.add_line", "新增经费科目", line, by=by, changes=changes, areas=line.areas)
    return line


def _check_level(office: Area, level: str) -> None:
    if level not in policies.levels_of(office):
        raise Refused({"level": f"{office.name}没有本级人大，只能设县级科目（街道、开发区经费由县人大常委会安排）。"})


@verb(LINES, policies.can_keep_line)
def edit_line(line: FundLine, *, by: User, **facts: Any) -> FundLine:
    """Change the rules of a line, never its money. Errors: Denied, Refused, ValidationError. Side effects: one audit event.

    What a line pays for cannot change once something was entered: what was decided about it would mean something else.
    """
    if line.last_number and any(
        getattr(line, name) != facts.get(name, getattr(line, name)) for name in ("level", "use")
    ):
        raise Refused("科目已有分录，层级和用途不能再改；请另设科目后调剂经费。")
    _check_level(line.office, facts.get("level", line.level))
    if changes := rewritten(line, **facts):
        record("funds.edit_line", "修改经费科目", line, by=by, changes=changes, areas=line.areas)
    return line


@transaction.atomic
def adjust_line(line: FundLine, *, by: User, kind: str, cents: int, reason: str, document: str = "") -> Entry:
    """Add to a line or cut it, with the reason and the paper it rests on. Returns the entry.

    Errors: Denied, Refused when less is free than is cut. Side effects: one Entry, one audit event.
    """
    line = lines_locked([line.pk])[line.pk]
    policies.can_keep_line(by, line)
    reason = required(reason, "请写明调整原因。", field="reason")
    way = IN if kind == EntryKind.ADD else OUT
    (entry,) = post([Posting(line, EntryKind(kind), *way, cents, reason, {"document": document.strip()})], by=by)
    _record("adjust_line", f"经费{entry.get_kind_display()}", line, entry, by, reason)
    return entry


@transaction.atomic
def transfer(line: FundLine, *, by: User, to: FundLine, cents: int, reason: str, document: str = "") -> list[Entry]:
    """Pass free money on to a line of the same level, of this office or another (县级经费拨付街道). Returns both entries.

    Errors: Denied, Refused for another level, for the same line, for a closed year, when less is free. Side effects: two entries of
    one batch, one audit event.
    """
    lines = lines_locked([line.pk, to.pk])
    line, target = lines[line.pk], lines[to.pk]
    policies.can_keep_line(by, line)
    reason = required(reason, "请写明拨付原因。", field="reason")
    if target.pk == line.pk:
        raise Refused({"to": "不能拨给自己，请选择另一个科目。"})
    if target.level != line.level:
        raise Refused(
            {"to": f"{line.get_level_display()}经费只能拨给{line.get_level_display()}科目，不同层级不能混用。"}
        )
    if not target.fund_year.is_open or target.fund_year.year != line.fund_year.year:
        raise Refused({"to": "只能拨给同一年度、还没有结账的科目。"})
    refs = {"document": document.strip()}
    entries = post(
        [
            Posting(line, EntryKind.TRANSFER, *OUT, cents, reason, {**refs, "other_line": target}),
            Posting(target, EntryKind.TRANSFER, *IN, cents, reason, {**refs, "other_line": line}),
        ],
        by=by,
    )
    changes = {"金额（元）": ["", yuan(cents)], "拨给": ["", str(target)]}
    areas = [*line.areas, *target.areas]
    record("funds.transfer", "拨付经费", line, by=by, changes=changes, reason=reason, areas=areas)
    return entries


@transaction.atomic
def reverse_entry(entry: Entry, *, by: User, reason: str) -> list[Entry]:
    """Reverse what was entered by hand; a transfer in both lines. The entry itself stays. Returns the new entries.

    Errors: Denied (also where the other line's year is closed), Refused when the money is no longer free. Side effects: entries of
    one batch, one audit event.
    """
    is_pair = entry.kind == EntryKind.TRANSFER
    batch = Entry.objects.filter(batch=entry.batch) if is_pair else Entry.objects.filter(pk=entry.pk)
    lines_locked(
        batch.order_by().values_list("line_id", flat=True)
    )  # the program may not lock entries, which never change
    entry = ENTRIES.get(pk=entry.pk)
    policies.can_reverse_entry(by, entry)
    reason = required(reason, "请写明冲销原因。", field="reason")
    both = list(ENTRIES.filter(batch=entry.batch).order_by("pk")) if is_pair else [entry]
    entries = post(
        [
            Posting(
                one.line,
                EntryKind.REVERSE,
                Bucket(one.to_bucket),
                Bucket(one.from_bucket),
                one.cents,
                f"冲销第 {one.number} 号：{reason}",
                {"reverses": one, "other_line": one.other_line},
            )
            for one in both
        ],
        by=by,
    )
    areas = [area for one in both for area in one.areas]
    _record("reverse_entry", f"冲销第 {entry.number} 号分录", entry.line, entry, by, reason, areas)
    return entries


def _record(
    what: str, label: str, line: FundLine, entry: Entry, by: User, reason: str, areas: list[Area] | None = None
) -> None:
    changes = {"金额（元）": ["", entry.yuan], "文号": ["", entry.document]}
    record(f"funds.{what}", label, line, by=by, changes=changes, reason=reason, areas=areas or line.areas)
