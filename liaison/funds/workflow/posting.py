"""Moving cents: the one place that writes entries and the balances of lines.

Order of locks, always: the years (shared, by key; closing takes them alone), then the lines by key. Two people at one line wait
for each other, and the second reads what the first has left.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from liaison.funds.enums import Bucket, EntryKind
from liaison.funds.models import Entry, FundLine
from liaison.funds.money import yuan
from yunhe.accounts.models import User
from yunhe.kit.refusals import Denied, Refused

LINES = FundLine.objects.select_related("fund_year__office")


@dataclass(frozen=True)
class Posting:
    """Cents that are to move in a line. refs: what else the entry names (document, other_line, reverses, …)."""

    line: FundLine
    kind: EntryKind
    from_bucket: Bucket
    to_bucket: Bucket
    cents: int
    text: str
    refs: dict[str, Any] = field(default_factory=dict)


def lines_locked(keys: Iterable[int]) -> dict[int, FundLine]:
    """Lock the years and the lines of `keys` and return the lines as they stand, by key. Call it in a transaction."""
    wanted = sorted(set(keys))
    years = sorted(set(FundLine.objects.filter(pk__in=wanted).order_by().values_list("fund_year_id", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM liaison_fundyear WHERE id = ANY(%s) ORDER BY id FOR SHARE", [years])
    rows = LINES.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
    return {line.pk: line for line in rows}


@transaction.atomic
def post(
    postings: Sequence[Posting], *, by: User, on: date | None = None, batch: uuid.UUID | None = None
) -> list[Entry]:
    """Write `postings` as entries of one batch and move the balances; all or none. Returns the entries.

    Errors: Denied where a year is closed, Refused where a line would fall below its floor. The policy is the verb's.
    """
    lines = lines_locked(posting.line.pk for posting in postings)
    made, batch = [], batch or uuid.uuid4()
    for posting in postings:
        line = lines[posting.line.pk]
        if not line.fund_year.is_open:
            raise Denied(f"{line.fund_year}已结账，不能再变动。")
        _move(line, posting)
        made.append(
            Entry(
                line=line,
                number=line.last_number,
                kind=posting.kind,
                from_bucket=posting.from_bucket,
                to_bucket=posting.to_bucket,
                cents=posting.cents,
                on=on or timezone.localdate(),
                batch=batch,
                text=posting.text[:200],
                by=by.display_name,
                **posting.refs,
            )
        )
    balances = [f"{bucket.value}_cents" for bucket in Bucket]
    for line in lines.values():
        line.save(update_fields=[*balances, "last_number"])
    return Entry.objects.bulk_create(made)


def _move(line: FundLine, posting: Posting) -> None:
    """Move the cents between the balances of `line` (not saved)."""
    if posting.cents <= 0:
        raise Refused("金额应大于 0。")
    source, target = f"{posting.from_bucket}_cents", f"{posting.to_bucket}_cents"
    grant = Bucket.GRANT  # the counter-side counts what came in, so it grows by what leaves it
    for name, bucket, sign in ((source, posting.from_bucket, -1), (target, posting.to_bucket, 1)):
        sign = -sign if bucket == grant else sign
        setattr(line, name, getattr(line, name) + sign * posting.cents)
    line.last_number += 1
    refuse_below_floor(line, posting.cents)
    for bucket in (Bucket.HELD, Bucket.ADVANCED, Bucket.SPENT, Bucket.GRANT):
        if getattr(line, f"{bucket.value}_cents") < 0:
            raise Refused(f"“{line.name}”的{bucket.label}没有这么多，请刷新页面核对后再办。")


def refuse_below_floor(line: FundLine, cents: int) -> None:
    """Raise Refused with the three sums where `cents` have left less free than the line allows."""
    if line.free_cents >= -line.overdraft_cents:
        return
    had = line.free_cents + cents
    allowed = f"（可透支 {yuan(line.overdraft_cents)} 元）" if line.overdraft_cents else ""
    lacking = yuan(-line.overdraft_cents - line.free_cents)
    raise Refused(
        f"{line.office.name}“{line.name}”可用 {yuan(had)} 元{allowed}，本次需 {yuan(cents)} 元，差 {lacking} 元。"
        "请先追加或调剂经费，或减少金额。"
    )
