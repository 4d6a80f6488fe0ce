"""manage.py renew_secrets: whether all that is encrypted opens and belongs where it stands; encrypt it anew with the newest key."""

from django.core.management.base import BaseCommand, CommandError

from yunhe.health.kept_secrets import check_secrets


class Command(BaseCommand):
    """Checks every encrypted value and renews what is old; exit code 1 with what was found."""

    help = "检查库内加密的个人信息：能否解开、是否被换位；并用最新密钥和格式重新加密（换密钥、升级后运行）"

    def add_arguments(self, parser):
        """Look, or renew as well."""
        parser.add_argument("--check", action="store_true", help="只检查，不改写")

    def handle(self, *args, **options):
        """Check, renew, and print one line."""
        report = check_secrets(renew=not options["check"])
        if report.problems:
            found = "\n".join(f"  {sentence}" for sentence in report.problems)
            raise CommandError(
                f"共检查 {report.checked} 个加密值，发现问题：\n{found}\n"
                "换过密钥的请先核对旧密钥是否还在 PRIVACY_KEYS 里；被换过的值请从备份核对，并报告安全管理员。",
                returncode=1,
            )
        old = f"，其中 {report.stale} 个还是旧密钥或旧格式" if options["check"] else f"，重新加密 {report.renewed} 个"
        self.stdout.write(f"加密值完好：{report.checked} 个{old}。")
