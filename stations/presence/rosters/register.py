"""The sign-in sheet of one activity as a register that yunhe.imports offers; it is uploaded on the activity's page."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities import policies as activities_policies
from stations.activities.models import Activity
from stations.presence.models import CheckIn
from stations.presence.rosters.planning import SignInPlanner
from stations.presence.rosters.reading import FIELDS, SignInReader
from stations.presence.workflow.check_ins import check_time, record_by_keeper, undo_check_in
from yunhe.areas.models import Area
from yunhe.imports.cells import put_into
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRun
from yunhe.imports.reading import read_sheets
from yunhe.imports.registers import Register
from yunhe.imports.rows import Plan, PlannedRow
from yunhe.imports.templates import blank_workbook
from yunhe.imports.workflow import remembered
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

KEY = "sign-in-sheet"


class SignInSheet(Register):
    """签到表: who of the sheet was at the activity that options["activity"] names."""

    key = KEY
    label = "签到表"
    fields = FIELDS
    is_chosen = False

    def clean_options(self, options: dict, area: Area) -> dict:
        """Keep the number of the activity. Raises Refused without one."""
        if not Activity.objects.filter(pk=options.get("activity") or 0).exists():
            raise Refused("请从活动的页面导入签到表。")
        return {"activity": options["activity"]}

    def plan(self, run: ImportRun, content: bytes, *, by, progress=None) -> Plan:
        """Read and plan a sheet; writes nothing. Raises UnreadableFile, and Refused for a file or an activity that takes none."""
        activity = self._activity(run)
        check_time(self._at(activity), activity)
        sheets = read_sheets(content, run.file_name)
        put_into(sheets, run.corrections or {})
        plan = SignInReader().read(sheets, mapping=run.mapping or {}, remembered=remembered(run.area, self.key))
        if not plan.rows:
            raise Refused("没有读到人名。请确认表头有“姓名”和“签名”两栏。")
        self.check_number(plan.rows)
        plan.rows = SignInPlanner(activity, plan.rows).plan()
        return plan

    def replan(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> list[PlannedRow]:
        """Plan stored rows again with the activity locked; the caller holds the transaction. Raises Denied, Refused."""
        activity = locked(Activity.objects.select_related("organising_area"), self._activity(run))
        activities_policies.can_record_at_activity(by, activity)
        return SignInPlanner(activity, PlannedRow.again(rows)).plan()

    @transaction.atomic
    def write(self, run: ImportRun, rows: Sequence[PlannedRow], *, by) -> None:
        """Record who was present, as an entry afterwards that names the file. Side effects: those of record_by_keeper."""
        activity = self._activity(run)
        new = sorted((row for row in rows if row.action == RowAction.CREATED), key=lambda row: row.object_id or 0)
        people = Deputy.objects.in_bulk([row.object_id for row in new])
        for row in new:  # one order of locks for everybody
            deputy = people[row.object_id]
            reason = f"依据签到表：{run.file_name}"[:120]
            done = record_by_keeper(deputy, by=by, activity=activity, at=self._at(activity), reason=reason)
            row.before = {"check_in": done.check_in.pk}

    def undo(self, run: ImportRun, *, by) -> int:
        """Undo the check-ins of `run`. Raises Refused when one is undone already. Side effects: those of undo_check_in."""
        kept = [row.before["check_in"] for row in run.rows.filter(action=RowAction.CREATED) if row.before]
        standing = CheckIn.objects.standing().filter(pk__in=kept).order_by("deputy_id")
        if len(standing) != len(kept):
            raise Refused("不能撤销：导入之后有人撤销了其中的签到。请在签到记录里逐一更正。")
        for check_in in standing:
            undo_check_in(check_in, by=by, reason=f"撤销导入：{run.file_name}"[:120])
        return len(kept)

    def object_page(self, run: ImportRun) -> str:
        return "deputies:deputy-detail"

    def next_steps(self, run: ImportRun) -> list[tuple[str, str]]:
        """Return the activity itself."""
        return [
            ("看这次活动", self._activity(run).get_absolute_url()),
            ("看签到记录", reverse("presence:check-in-list")),
        ]

    def template(self) -> bytes:
        """Return the blank workbook."""
        return blank_workbook(self.label, "活动签到表（请在第 3 行起填写，示例行请删除）", self.fields)

    @staticmethod
    def _activity(run: ImportRun) -> Activity:
        return Activity.objects.select_related("organising_area").get(pk=run.options["activity"])

    @staticmethod
    def _at(activity: Activity):
        """When everybody of the sheet came: at the beginning, now where it has not begun yet."""
        return min(activity.starts_at, timezone.now())
