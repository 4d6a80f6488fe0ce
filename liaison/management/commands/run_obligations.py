"""Make, close and remind of obligations, as beat does every day: manage.py run_obligations [--on 2026-11-03]."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from liaison.obligations import jobs


class Command(BaseCommand):
    """Repeating it makes and sends nothing twice."""

    help = "生成、自动完成和提醒工作任务"

    def add_arguments(self, parser):
        """Take the day it counts for."""
        parser.add_argument("--on", default="", help="按哪一天，如 2026-11-03；不填为今天")

    def handle(self, *args, on, **options):
        """Run the three jobs in their order."""
        try:
            date.fromisoformat(on or "2026-01-01")
        except ValueError:
            raise CommandError("日期请写成 2026-11-03。") from None
        made, closed, reminded = jobs.make_obligations(on), jobs.settle_obligations(on), jobs.remind_obligations(on)
        self.stdout.write(f"新任务 {made} 项，自动完成 {closed} 项，提醒 {reminded} 条。")
