"""manage.py make_province: fill an empty database with a whole province of invented people, to measure on."""

import time
from dataclasses import fields

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from liaison.demo.province.make import ProvinceRefusedError, write_province
from liaison.demo.province.places import Size
from yunhe.database.roles import as_owner

WORDS = {
    "counties": "县", "units": "乡镇街道", "points": "村社区", "deputies": "代表", "check_ins": "签到", "concerns": "群众诉求",
    "households": "联系户",
}  # fmt: skip


class Command(BaseCommand):
    """Writes areas, stations, people and three years of what they did. Refuses a database with areas or deputies."""

    help = "造一个省的虚构数据，只用于测速度"

    def add_arguments(self, parser):
        """Declare a number for each register, and the scale of all but the counties."""
        for one in fields(Size):
            parser.add_argument(f"--{one.name.replace('_', '-')}", type=int, default=one.default, help=WORDS[one.name])
        parser.add_argument("--scale", type=float, default=1.0, help="县以外各数都乘以它")

    def handle(self, *args, **options):
        """Write the province, let the database look at it, and say how long each part took."""
        scaled = {
            one.name: options[one.name] if one.name == "counties" else int(options[one.name] * options["scale"])
            for one in fields(Size)
        }
        self.began = time.monotonic()
        try:
            write_province(Size(**scaled), self.say)
        except ProvinceRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        self.say("整理统计")

    def say(self, what: str) -> None:
        """Say what has been written so far."""
        self.stdout.write(f"{time.monotonic() - self.began:7.1f} 秒  {what}")
