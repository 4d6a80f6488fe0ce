"""Writing print batches: planned in one go, prepared in pieces that each stand or fall as a whole."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.codes import policies
from stations.codes.captions import words_of
from stations.codes.enums import BATCH, BatchState, CodeKind, Layout
from stations.codes.models import Code, CodePrint, PrintBatch
from stations.codes.queries import Plan, stale_prints
from stations.codes.queries.prints import SUBJECTS
from stations.codes.storing import draw_many
from stations.codes.workflow.codes import issue_code
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs import workflow as jobs
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, is_allowed, reason_against
from yunhe.kit.verbs import verb

PREPARE_TASK = "stations.codes.jobs.prepare_batch"
PIECE = 25  # codes prepared in one transaction; what a killed worker may have to do again
AT_ONCE = 30  # so many codes are prepared while the person waits, more by a worker
AT_MOST = 2000  # codes in one batch
LOADED = {
    CodeKind.STATION: Station.objects.select_related("organising_area"),
    CodeKind.DEPUTY: Deputy.objects.select_related("origin", "residence"),
    CodeKind.ACTIVITY: Activity.objects.select_related("organising_area", "station", "team__area", "team__partner"),
}


def start_batch(*, by: User, layout: str, plan: Plan, choice: str) -> PrintBatch:
    """Create a batch and have it prepared: few codes at once, many by a worker. Returns the batch.

    plan: what to print, in order; choice: the same in words. Errors: Refused when there is nothing, or too much; Denied.
    Side effects: one PrintBatch, then as prepare_piece and finish_batch, or one Job and on commit one message.
    """
    if not plan:
        raise Refused("没有可以打印的码：只能打印本单位管理的站点、代表和活动。")
    if len(plan) > AT_MOST:
        raise Refused(f"一次最多打印 {AT_MOST} 个码，现在有 {len(plan)} 个，请按单位分批打印。")
    area = policies.printing_area(by)
    with transaction.atomic():
        batch = PrintBatch.objects.create(
            layout=Layout(layout),
            choice=choice[:200],
            plan=[[str(kind), pk] for kind, pk in plan],
            area=area,
            started_by=by,
            created_by=by.display_name,
        )
        if len(plan) > AT_ONCE:
            _send(batch, by)
    if len(plan) <= AT_ONCE:
        prepare(batch)
    return batch


def _send(batch: PrintBatch, by: User) -> None:
    label = f"打印{batch.get_layout_display()}（{batch.total} 张）"
    batch.job = jobs.start(
        kind="print", label=label, task=PREPARE_TASK, argument={"batch": batch.pk}, by=by, total=batch.total
    )
    batch.save(update_fields=["job"])


@verb(PrintBatch.objects.select_related("area", "job"), policies.can_resume_batch)
def resume_batch(batch: PrintBatch, *, by: User) -> PrintBatch:
    """Send a batch to a worker again whose job has failed; it goes on where it stopped. Errors: Denied.

    Side effects: one Job, on commit one message.
    """
    _send(batch, by)
    return batch


def prepare(batch: PrintBatch, tell: Callable[[int], None] | None = None) -> PrintBatch:
    """Prepare every code of `batch` and finish it; `tell` hears after each piece how many are through.

    Safe to call again after a crash and by two workers at once: what is there is left as it is.
    """
    by = batch.started_by
    for start in range(0, batch.total, PIECE):
        prepare_piece(batch, range(start, min(start + PIECE, batch.total)), by=by)
        if tell:
            tell(min(start + PIECE, batch.total))
    return finish_batch(batch, by=by)


def prepare_piece(batch: PrintBatch, places: Sequence[int], *, by: User) -> None:
    """Issue, draw and number the codes at `places` of the plan that have no print yet; what may not be printed is passed over.

    Side effects, in order: codes that are missing, each with its audit event in a transaction of its own (one that went on
    would hold the trail's lock while it waits for the next row); pictures; the prints with their editions in one
    transaction. Killed anywhere in between, a second call does the rest and nothing twice.
    """
    done = set(batch.prints.filter(place__in=places).values_list("place", flat=True))
    todo = [place for place in places if place not in done]
    subjects = _load([batch.plan[place] for place in todo])
    codes: dict[int, int] = {}  # place -> code id
    for place in todo:
        subject = subjects.get(tuple(batch.plan[place]))
        if subject is not None and is_allowed(policies.can_issue_code, by, subject):
            codes[place] = issue_code(subject, by=by, draw=False).pk
    draw_many(Code.objects.filter(pk__in=codes.values()).select_related(*SUBJECTS))
    _number(batch, codes)


@transaction.atomic
def _number(batch: PrintBatch, codes: dict[int, int]) -> None:
    """Write the prints of `codes` {place: code id} with the next edition of each; locks the batch and the codes."""
    locked(PrintBatch.objects.all(), batch)
    taken = set(batch.prints.filter(code__in=codes.values()).values_list("code_id", flat=True))
    standing = Code.objects.in_force().select_for_update(of=("self",), no_key=True).order_by("pk")
    rows = {code.pk: code for code in standing.filter(pk__in=codes.values()).select_related(*SUBJECTS)}
    last = dict(CodePrint.objects.filter(code__in=rows).order_by().values_list("code_id").annotate(last=Max("edition")))
    words, now = words_of(rows.values()), timezone.now()
    CodePrint.objects.bulk_create(
        CodePrint(
            batch=batch, code=rows[pk], place=place, edition=last.get(pk, 0) + 1, words=words[pk].as_json(), made_at=now
        )
        for place, pk in codes.items()
        if pk in rows and pk not in taken
    )
    Code.objects.filter(pk__in=rows).update(printed_at=now)


@transaction.atomic
def finish_batch(batch: PrintBatch, *, by: User) -> PrintBatch:
    """Mark a batch as prepared and say what could not be printed and why. A second call changes nothing.

    Side effects: the PrintBatch, one audit event.
    """
    batch = locked(PrintBatch.objects.select_related("area"), batch)
    if batch.state == BatchState.PREPARED:
        return batch
    prints = list(batch.prints.select_related(*(f"code__{subject}" for subject in SUBJECTS)))
    printed = {item.place for item in prints}
    missing = [tuple(item) for place, item in enumerate(batch.plan) if place not in printed]
    subjects = _load(missing)
    batch.skipped = [_why_skipped(subjects.get(key), by) for key in missing]
    batch.state, batch.prepared_at = BATCH.after(batch.state, "finish"), timezone.now()
    batch.save(update_fields=["skipped", "state", "prepared_at"])
    areas = {area for item in prints for area in item.code.areas}
    changes = {"印件": [0, len(prints)], "版式": ["", batch.get_layout_display()]}
    record("stations.print_codes", "打印二维码", batch, by=by, changes=changes, areas=[batch.area, *areas])
    return batch


def _why_skipped(subject, by: User) -> list[str]:
    if subject is None:
        return ["", "已不在登记册里"]
    return [str(subject), reason_against(policies.can_issue_code, by, subject) or "码已停用，请重新打印"]


def _load(items: Iterable[Sequence]) -> dict[tuple, Any]:
    """Return {(kind, pk): subject} of the items that are still there: one query a kind."""
    wanted: dict[str, list[int]] = {}
    for kind, pk in items:
        wanted.setdefault(kind, []).append(pk)
    return {
        (kind, pk): subject
        for kind, ids in wanted.items()
        for pk, subject in LOADED[CodeKind(kind)].all().in_bulk(ids).items()
    }


def reprint_stale(codes: Iterable[int], *, by: User) -> list[PrintBatch]:
    """Print the codes with these ids again that are on the reprint list of `by`, in the layouts that hang outside.

    Returns one batch for each layout. Errors: Refused when none is left to print. Side effects as start_batch.
    """
    stale = stale_prints(by)
    wanted = [stale[pk] for pk in codes if pk in stale and not stale[pk].is_void]
    if not wanted:
        raise Refused("所选的码不需要重印，或只需撤下。请刷新重印清单再看。")
    batches = []
    for layout in Layout:
        plan: Plan = [(one.code.kind, one.code.subject.pk) for one in wanted if layout in one.layouts]
        if plan:
            batches.append(start_batch(by=by, layout=layout, plan=plan, choice=f"重印 {len(plan)} 个码"))
    return batches
