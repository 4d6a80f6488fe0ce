"""manage.py anchor_audit: after a backup was restored, take the chain as it stands for the truth, with a reason."""

from django.core.management.base import BaseCommand, CommandError

from yunhe.kit.refusals import Denied
from yunhe.trail.workflow import anchor_anew


class Command(BaseCommand):
    """Writes a new anchor that carries the reason; earlier lines stay where they are."""

    help = "恢复备份之后重新锚定审计链；原因会永远留在锚定文件和审计记录中"

    def add_arguments(self, parser):
        parser.add_argument("--reason", required=True, help="为什么，例如：恢复 11 月 3 日的备份")

    def handle(self, *args, **options):
        try:
            anchor = anchor_anew(reason=options["reason"])
        except Denied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已从第 {anchor.number} 次封存重新锚定：{anchor.line}")
