"""manage.py remind_deadlines --on 2026-12-01: remind of the deadlines of registrations. Dry unless --apply."""

from liaison.registration import tasks
from liaison.registration.deadlines import LADDER
from liaison.registration.jobs import files_with_deadlines
from yunhe.jobs.commands import DayCommand
from yunhe.kit.reminders import in_words


class Command(DayCommand):
    """Says which files are due or late on a day; with --apply tells those whose move it is, each once."""

    help = "登记报到各步期限提醒（不加 --apply 只试运行）"

    def handle(self, *args, **options):
        on = self.day(options["on"])
        due = [file for file in files_with_deadlines(on).select_related("deputy") if LADDER.due(file.due_on, on)]
        if options["apply"]:
            new = sum(tasks.tell_of_deadline(file.pk, on.isoformat()) for file in due)
            self.stdout.write(f"到期或逾期的档案 {len(due)} 份，新通知 {new} 条。")
            return
        self.stdout.write(f"试运行，没有发送（{on}）。加 --apply 真正发送。")
        for file in due:
            self.stdout.write(f"{file.deputy.name} {file.get_state_display()}：{in_words(file.due_on, on)[0]}")
        if not due:
            self.stdout.write("没有到期或逾期的档案。")
