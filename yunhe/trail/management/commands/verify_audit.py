"""manage.py verify_audit: whether the audit trail is whole."""

from django.core.management.base import BaseCommand, CommandError

from yunhe.audit.anchors import UnreadableAnchorError, read
from yunhe.trail.workflow import verify


class Command(BaseCommand):
    """Verifies signatures, seals and anchors; exit code 1 with what was found. Pruning is not offered at all."""

    help = "校验审计记录是否完整：逐条签名、封存链、库外锚定"

    def add_arguments(self, parser):
        parser.add_argument("--anchor", default="", help="另行留存的一行锚定记录，例如每日邮件末尾的一行")

    def handle(self, *args, **options):
        try:
            given = read(options["anchor"]) if options["anchor"] else None
        except UnreadableAnchorError as error:
            raise CommandError(str(error), returncode=2) from error
        report = verify(by=None, anchor=given)
        if report.problems:
            found = "\n".join(f"  {sentence}" for sentence in report.problems)
            raise CommandError(
                f"审计链不完整（其余 {report.checked} 条完好）：\n{found}\n请立即保全数据库并报告安全管理员；"
                "刚更换过 AUDIT_KEYS 的，请先核对旧密钥是否还在其中。",
                returncode=1,
            )
        waiting = f"，其中 {report.waiting} 条待封存" if report.waiting else ""
        self.stdout.write(f"审计链完好：{report.checked} 条{waiting}，第 {report.number} 次封存 {report.last_hash}")
