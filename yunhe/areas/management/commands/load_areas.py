"""`manage.py load_areas [FILE.csv] [--aliases FILE.csv]`: load a county's areas; the project's Yunhe data by default."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from yunhe.areas.loading import YUNHE_ALIASES, YUNHE_AREAS, UnloadableAreas, load_areas


class Command(BaseCommand):
    """Load areas; the same file again changes nothing."""

    help = "载入一个县的区划（列：code,name,kind,parent_code）；不给文件时载入云和县。"

    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="区划 CSV")
        parser.add_argument("--aliases", type=Path, help="写法 CSV（列：alias,code）")

    def handle(self, *args, **options):
        aliases = options["aliases"] or (None if options["file"] else YUNHE_ALIASES)
        try:
            done = load_areas(options["file"] or YUNHE_AREAS, aliases)
        except UnloadableAreas as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            f"区划：新增 {done.created}，更新 {done.updated}，无变化 {done.unchanged}；新写法 {done.spellings} 个。"
        )
