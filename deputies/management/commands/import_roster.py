"""`manage.py import_roster FILE …`: import a roster from the command line, with the same engine as the pages."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from deputies.rosters.register import KEY, LEVELS
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.imports import registers, workflow
from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRun
from yunhe.imports.rows import Plan
from yunhe.kit.refusals import Refused

SHOWN = 30


class Command(BaseCommand):
    """Import a roster of deputies. Exit code 2 and one sentence on stderr when the file cannot be read."""

    help = "导入代表名册（xlsx、xls、csv 等任何版式）。文件读不了时说明原因并以 2 退出，数据不变。"

    requires_system_checks = ()  # a refused file is told in one sentence, nothing before it

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="名册文件")
        parser.add_argument(
            "--level", choices=LEVELS, default="", help="代表层级：county 县，township 乡镇（表中没有写明时用）"
        )
        parser.add_argument("--origin", default="", help="流出地（表中没有写明时用），如 赤石乡")
        parser.add_argument("--term", default="", help="届次（表中没有写明时用），如 17")
        parser.add_argument("--county", default="", help="导入到哪个县（载入了几个县时必填）")
        parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
        parser.add_argument("--report", type=Path, help="把逐行结果写成 JSON 文件")
        parser.add_argument("--by", default="", help="以哪个账号的名义导入（登录名）")

    def handle(self, *args, **options):
        by = self._user(options["by"])
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"文件打不开：{path}。请检查路径和权限。", returncode=2) from error
        if options["report"] and not options["report"].absolute().parent.is_dir():
            raise CommandError(f"报告的文件夹不存在：{options['report'].absolute().parent}。", returncode=2)
        kind = registers.get(KEY)
        area = self._area(options["county"], by)
        run = ImportRun(
            register=KEY,
            area=area,
            uploaded_by=by,
            file_name=path.name[-200:],
            file_sha256=hashlib.sha256(content).hexdigest(),
        )
        try:
            workflow.check_size(content)
            run.options = kind.clean_options(
                {"level": options["level"], "origin": options["origin"], "term": options["term"]}, area
            )
            kind.check_may_import(by, area)
            with quiet_stderr():
                plan = kind.plan(run, content, by=by)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        if not options["dry_run"]:
            workflow.write_at_once(run, plan, by=by)
        report = build_report(plan, path.name, dry_run=options["dry_run"])
        if options["report"]:
            options["report"].write_text(
                json.dumps(report, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder), encoding="utf-8"
            )
        self._summary(plan, report, run)

    def _user(self, username: str) -> User | None:
        if not username:
            return None
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"没有这个账号，或账号已停用：{username}。", returncode=2)
        return user

    def _area(self, name: str, by: User | None) -> Area:
        counties = list(Area.objects.filter(kind=AreaKind.COUNTY))
        if not counties:
            raise CommandError("还没有载入区划。请先运行 manage.py load_areas，再导入名册。", returncode=2)
        chosen = [county for county in counties if not name or county.name == name]
        if len(chosen) != 1:
            names = "、".join(county.name for county in counties)
            raise CommandError(f"请用 --county 指定导入到哪个县：{names}。", returncode=2)
        if by is not None:
            own = [appointment.area for appointment in by.appointments.in_force().select_related("area")]
            own = [area for area in own if chosen[0].contains(area)]
            return min(own, key=lambda area: len(area.path)) if own else chosen[0]
        return chosen[0]

    def _summary(self, plan: Plan, report: dict, run: ImportRun) -> None:
        write = self.stdout.write
        done = "预览（未写入）" if report["dry_run"] else f"已导入（批次 {run.pk}，可用 undo_import {run.pk} 撤销）"
        write(
            f"{report['file']}：{done}。新增 {report['created']} 行，变更 {report['updated']} 行，"
            f"无变化 {report['unchanged']} 行，不导入 {report['refused']} 行。"
        )
        for finding in plan.findings:
            write(f"· {finding.message}{finding.suggestion}")
        refused = [row for row in plan.rows if row.action == RowAction.REFUSED]
        for row in refused[:SHOWN]:
            reasons = "；".join(finding.message for finding in row.findings if finding.level == "error")
            write(f"× {row.sheet} 第 {row.row} 行 {row.label}：{reasons}")
        if len(refused) > SHOWN:
            write(f"… 另有 {len(refused) - SHOWN} 行不导入，详见 --report 的文件。")
        warned = sum(1 for row in plan.rows if any(finding.level == "warning" for finding in row.findings))
        if warned:
            write(f"有提醒的 {warned} 行，详见 --report 的文件或导入页面。")


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep the messages of the reading library (Rust) about a damaged file off the standard error."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def build_report(plan: Plan, file_name: str, *, dry_run: bool) -> dict:
    """Return the report: counts of rows, totals, findings of the file, and every row with its findings."""
    return {
        **plan.counts(),
        "dry_run": dry_run,
        "file": file_name,
        "totals": [total.as_dict() for total in plan.totals],
        "findings": [finding.as_dict() for finding in plan.findings],
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "action": str(row.action),
                "name": row.label,
                "origin": row.origin_name,
                "residence_code": row.residence_code or None,
                "findings": [finding.as_dict() for finding in row.findings],
            }
            for row in plan.rows
        ],
    }
