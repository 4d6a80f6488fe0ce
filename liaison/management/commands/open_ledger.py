"""manage.py open_ledger 2026-H2: open a ledger round by hand. Dry unless --apply."""

from django.core.management.base import BaseCommand, CommandError

from liaison.ledger import workflow
from liaison.ledger.models import LedgerRound
from liaison.ledger.periods import Half
from yunhe.kit.refusals import Refused


class Command(BaseCommand):
    """Says how many lines a round would have; opens it with --apply. Opening again changes nothing."""

    help = "开启半年台账轮次（不加 --apply 只试运行）"

    def add_arguments(self, parser):
        parser.add_argument("half", help="例如 2026-H2")
        parser.add_argument("--apply", action="store_true", help="真正开启")

    def handle(self, *args, **options):
        try:
            half = Half.parse(options["half"])
        except Refused as error:
            raise CommandError(str(error)) from error
        opened = LedgerRound.objects.filter(half=str(half)).first()
        if opened:
            self.stdout.write(
                f"{opened}已于 {opened.opened_on} 开启，共 {opened.entries.counted().count()} 条，没有改动。"
            )
            return
        if not options["apply"]:
            number = workflow.subjects().count()
            self.stdout.write(f"试运行：将开启 {half}，{number} 条，{half.last} 截止。加 --apply 真正开启。")
            return
        opened = workflow.open_round(str(half))
        self.stdout.write(f"已开启{opened}：{opened.entries.count()} 条，{opened.closes_on} 截止。")
