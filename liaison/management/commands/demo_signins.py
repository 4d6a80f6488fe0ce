"""manage.py demo_signins: the accounts of the ten-minute walk, if the demo county is loaded."""

from django.core.management.base import BaseCommand

from liaison.demo.accounts import PASSWORD
from yunhe.accounts.models import User

WALK = {
    "xianrenda": "县人大机关：全县数据、统计",
    "chishi": "流出地：赤石乡人大",
    "fuyun": "流入地：浮云街道人大工委",
    "chishi-jf": "经费管理：赤石乡人大",
    "zhongshan-sq": "社区：中山社区联络点（手机）",
    "daibiao1": "代表：已督促，待登记（手机）",
    "daibiao2": "代表：待社区接收，扫中山社区联络点码报到（手机）",
    "daibiao3": "代表：共管中（手机）",
    "zhujian": "承办单位：县住建局",
    "shirenda": "上级：市人大，看各县数字",
    "xitong": "系统管理员",
    "anquan": "安全管理员",
    "shenji": "审计管理员",
}


class Command(BaseCommand):
    """Prints the demo's sign-ins; prints nothing where they do not exist."""

    help = "打印演示账号"

    def handle(self, *args, **options):
        known = set(User.objects.filter(username__in=WALK).values_list("username", flat=True))
        if not known:
            return
        self.stdout.write(f"演示账号（密码均为 {PASSWORD}）：")
        for username, what in WALK.items():
            if username not in known:  # a demo county from before this account
                continue
            self.stdout.write(f"  {username:<14}{what}")
