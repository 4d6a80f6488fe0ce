"""manage.py load_demo: fill an empty database with the demo county."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from deputies.people.models import Deputy
from liaison.demo.load import DemoRefusedError, load_demo
from liaison.desk.queries import counties


class Command(BaseCommand):
    """Loads Yunhe's areas if none are there, then the demo county. Refuses a database with deputies."""

    help = "装入演示县：虚构人员，固定种子"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="已有代表时不做任何事")

    def handle(self, *args, **options):
        if options["if_empty"] and Deputy.objects.exists():
            return
        if not counties().exists():
            call_command("load_areas", stdout=self.stdout)
        county = counties().filter(name="云和县").first()
        if county is None:
            raise CommandError("演示数据使用云和县的区划，请先运行 load_areas。")
        try:
            load_demo(county)
        except DemoRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("演示县已装入，人员均为虚构。")
