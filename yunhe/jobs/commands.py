"""Commands of manage.py that count for a day: what beat does every day, done by hand."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from yunhe.jobs.beat import day_of


class DayCommand(BaseCommand):
    """A command with `--on 2026-12-01`, today without it; one that `tries` first also with `--apply`."""

    tries = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--on", default="", help="按哪一天计算，例如 2026-12-01，默认今天")
        if self.tries:
            parser.add_argument("--apply", action="store_true", help="真正发送")

    def day(self, on: str) -> date:
        """Return the day asked for. Raises CommandError where it is none."""
        try:
            return day_of(on)
        except ValueError as error:
            raise CommandError("日期请写成 2026-12-01 这样。") from error
