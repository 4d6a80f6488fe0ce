"""`manage.py undo_import RUN_ID`: take back a confirmed import."""

from django.core.management.base import BaseCommand, CommandError

from yunhe.imports import workflow
from yunhe.imports.models import ImportRun
from yunhe.kit.refusals import Denied, Refused


class Command(BaseCommand):
    """Undo an import; refuses when something changed since."""

    help = "撤销一次已确认的导入；导入之后有人改动过的，不能撤销。"

    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, help="导入批次编号")

    def handle(self, *args, **options):
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"没有编号为 {options['run']} 的导入批次。", returncode=2)
        try:
            run = workflow.undo(run, by=None)
        except (Refused, Denied) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"已撤销批次 {run.pk}（{run.file_name}）。")
