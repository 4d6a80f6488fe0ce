"""manage.py figures: the county's figures, counted now."""

import json

from django.core.management.base import BaseCommand, CommandError

from liaison.desk.queries import counties, figures


class Command(BaseCommand):
    """Prints the figures of one county as text or JSON. Exit code 1 with a sentence when the county is not clear."""

    help = "打印全县数据：代表居住、流向、阵地、登记、台账"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")
        parser.add_argument("--county", default="", help="县名（只有一个县时可省略）")

    def handle(self, *args, **options):
        found = counties().filter(name=options["county"]) if options["county"] else counties()
        if len(found) != 1:
            names = "、".join(county.name for county in counties()) or "无"
            raise CommandError(f"请用 --county 指明县名。已载入的县：{names}。")
        data = figures(found[0])
        if options["json"]:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for level, name in (("county", "县人大代表"), ("township", "乡镇人大代表")):
            cell = data[level]
            self.stdout.write(
                f"{name}（乡镇选出）：{cell['deputies']} 人，居住县城 {cell['in_county_town']} 人，{cell['rate']}%"
            )
        counted = data["stations"]
        self.stdout.write(
            f"阵地：县总站 {counted['main']}，联络站 {counted['area']}，城区联络站 {counted['urban']}，联络点 {counted['points']}"
        )
        self.stdout.write(
            f"流动代表：{data['living_elsewhere']} 人，流出未登记 {data['registrations']['unregistered']} 人"
        )
        if data["ledger"]:
            self.stdout.write(
                f"{data['ledger']['round']} 台账：应填 {data['ledger']['expected']}，已会签 {data['ledger']['locked']}，{data['ledger']['rate']}%"
            )
