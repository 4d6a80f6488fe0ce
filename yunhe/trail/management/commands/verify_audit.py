"""manage.py verify_audit: whether the audit trail is whole."""

from django.core.management.base import BaseCommand, CommandError

from yunhe.trail.workflow import verify


class Command(BaseCommand):
    """Verifies the hash chain; exit code 1 with the first event that does not fit. Pruning is not offered at all."""

    help = "校验审计记录的指纹链是否完整"

    def handle(self, *args, **options):
        """Verify and print one line."""
        report = verify(by=None)
        if report.broken:
            raise CommandError(
                f"审计链在第 {report.broken.pk} 号记录处不符（{report.broken.at:%Y-%m-%d %H:%M}），"
                f"其前 {report.checked} 条完好。请立即保全数据库并报告安全管理员。",
                returncode=1,
            )
        self.stdout.write(f"审计链完好：{report.checked} 条，末条指纹 {report.last_hash}")
