"""manage.py reset_password: a new first password, also for an administrator, whom no other administrator may reset."""

from django.core.management.base import BaseCommand, CommandError

from yunhe.accounts import workflow
from yunhe.accounts.models import User


class Command(BaseCommand):
    """Resets the password of an account and prints the first password, once."""

    help = "重置一个账号的密码，打印一次初始密码"

    def add_arguments(self, parser):
        parser.add_argument("username", help="登录名")

    def handle(self, *args, **options):
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有这个账号：{options['username']}。")
        made = workflow.reset_password(user, by=None)
        self.stdout.write(f"{made.user.display_name} 的初始密码：{made.password}（只显示这一次，首次登录须修改）")
