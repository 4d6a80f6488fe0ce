"""manage.py create_administrators: the first accounts of a system without people."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from yunhe.accounts import workflow
from yunhe.accounts.enums import ADMIN_ROLES, Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area

NAMES = {Role.SYSTEM_ADMIN: "xitong", Role.SECURITY_ADMIN: "anquan", Role.AUDITOR: "shenji"}


class Command(BaseCommand):
    """Opens an account for each of the three exclusive administrators that has none, and prints the first passwords.

    Each must be changed at the first sign-in. Run again, it creates nothing. Exit code 1 with a sentence when the
    county's areas are missing or a sign-in name belongs to somebody else; nothing is created then.
    """

    help = "为系统、安全、审计三类管理员各开一个账号，并打印初始密码"

    def add_arguments(self, parser):
        parser.add_argument("--county", default="", help="县名（只有一个县时可省略）")

    @transaction.atomic
    def handle(self, *args, **options):
        roots = Area.objects.filter(parent=None)
        roots = roots.filter(name=options["county"]) if options["county"] else roots
        if len(roots) != 1:
            raise CommandError("请先用 load_areas 载入区划；有多个县时请用 --county 指明县名。")
        for role in ADMIN_ROLES:
            if Appointment.objects.in_force().filter(role=role, area=roots[0]).exists():
                self.stdout.write(f"{role.label}：已有，未改动。")
                continue
            username = NAMES[role]
            if User.objects.filter(username=username).exists():
                raise CommandError(f"登录名 {username} 已被占用，没有创建任何账号。")
            made = workflow.create_account(
                username=username, name=role.label, role=role, area=roots[0], by=None, begins_on=timezone.localdate()
            )
            self.stdout.write(f"{role.label}：登录名 {username}，初始密码 {made.password}（首次登录须修改）")
