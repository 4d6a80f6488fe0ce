"""Make, close and remind of obligations, as beat does every day: manage.py run_obligations [--on 2026-11-03]."""

from liaison.obligations import jobs
from yunhe.jobs.commands import DayCommand


class Command(DayCommand):
    """Repeating it makes and sends nothing twice."""

    help = "生成、自动完成和提醒工作任务"
    tries = False

    def handle(self, *args, **options):
        on = self.day(options["on"]).isoformat()
        made, closed, reminded = jobs.make_obligations(on), jobs.settle_obligations(on), jobs.remind_obligations(on)
        self.stdout.write(f"新任务 {made} 项，自动完成 {closed} 项，提醒 {reminded} 条。")
