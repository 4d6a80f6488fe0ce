"""manage.py send_reminders --on 2026-12-17: send the ledger reminders that are due. Dry unless --apply."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from liaison.ledger import notifications, tasks, workflow
from liaison.ledger.enums import ReminderKind
from liaison.ledger.models import LedgerReminder, LedgerRound
from liaison.ledger.periods import reminders_due


class Command(BaseCommand):
    """Says which reminders are due on a day and to how many people; sends them with --apply, each once."""

    help = "发送到期的台账提醒（不加 --apply 只试运行）"

    def add_arguments(self, parser):
        """Declare the options."""
        parser.add_argument("--on", default="", help="按哪一天计算，例如 2026-12-17，默认今天")
        parser.add_argument("--apply", action="store_true", help="真正发送")

    def handle(self, *args, **options):
        """Send, or say what would be sent."""
        try:
            on = date.fromisoformat(options["on"]) if options["on"] else timezone.localdate()
        except ValueError as error:
            raise CommandError("日期请写成 2026-12-17 这样。") from error
        if options["apply"]:
            self._send(on)
        else:
            self._say(on)

    def _send(self, on: date) -> None:
        waiting = workflow.plan_reminders(on)
        for reminder in waiting:
            new = tasks.deliver_reminder(reminder.pk)
            self.stdout.write(f"已发送：{reminder.round} {reminder.get_kind_display()}，新通知 {new} 条。")
        if not waiting:
            self.stdout.write(f"{on} 没有到期未发的提醒。")

    def _say(self, on: date) -> None:
        self.stdout.write(f"试运行，没有发送（{on}）。加 --apply 真正发送。")
        due = 0
        for opened in LedgerRound.objects.filter(opened_on__lte=on):
            if not opened.entries.incomplete().exists():
                continue
            for kind, key, day in reminders_due(opened.opened_on, opened.closes_on, on):
                if LedgerReminder.objects.filter(round=opened, key=key, sent_at__isnull=False).exists():
                    continue
                due += 1
                counts: dict[str, int] = {}
                for message in notifications.of_reminder(opened, kind):
                    counts[message.group] = counts.get(message.group, 0) + len(message.recipients)
                names = {"deputy": "代表", "office": "乡镇街道", "county": "县人大"}
                people = "，".join(f"{names[group]} {number} 人" for group, number in counts.items()) or "没有接收人"
                self.stdout.write(f"{opened} {ReminderKind(kind).label}（应于 {day}）：{people}")
        if not due:
            self.stdout.write("没有到期未发的提醒。")
