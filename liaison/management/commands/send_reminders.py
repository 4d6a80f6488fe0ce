"""manage.py send_reminders --on 2026-12-17: send the ledger reminders that are due. Dry unless --apply."""

from liaison.ledger import notices, queries, tasks
from yunhe.jobs.commands import DayCommand


class Command(DayCommand):
    """Says which reminders are due on a day and to how many people; sends them with --apply, each once."""

    help = "发送到期的台账提醒（不加 --apply 只试运行）"

    def handle(self, *args, **options):
        on = self.day(options["on"])
        rounds = queries.rounds_to_remind_of(on)
        if not options["apply"]:
            self.stdout.write(f"试运行，没有发送（{on}）。加 --apply 真正发送；已经收到的不会再收到。")
        for opened in rounds:
            if options["apply"]:
                self.stdout.write(f"{opened}：新通知 {tasks.tell_of_round(opened.pk, on.isoformat())} 条。")
                continue
            for message in notices.of_round(opened, on):
                self.stdout.write(f"{message.title}（{len(message.recipients)} 人）：{message.body}")
        if not rounds:
            self.stdout.write(f"{on} 没有到期的提醒。")
