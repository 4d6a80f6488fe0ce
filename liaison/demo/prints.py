"""Prints and scans of the demo county: one batch on the walls, two stations that have changed since, openings of two months."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from stations.codes.captions import words_of
from stations.codes.enums import BatchState, CodeKind, Layout
from stations.codes.models import Code, CodePrint, PrintBatch, Scan, ScanDay
from stations.codes.queries.prints import SUBJECTS
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.models import Area

LOGGED_DAYS = 30


def write_prints(random: Random, today: date, county: Area, by: User) -> None:
    """Print the codes of the stations of the county town as wall cards, let two of them change, and scan them."""
    codes = list(
        Code.objects.in_force()
        .filter(kind=CodeKind.STATION, station__location_area__in_county_town=True)
        .select_related(*SUBJECTS)
        .order_by("station__organising_area__unit__order", "pk")
    )
    printed_at = timezone.now() - timedelta(days=60)
    batch = PrintBatch.objects.create(
        layout=Layout.WALL,
        choice="县城各站点的联络站码",
        plan=[[code.kind, code.station_id] for code in codes],
        area=county,
        state=BatchState.PREPARED,
        started_by=by,
        created_by=by.display_name,
        created_at=printed_at,
        prepared_at=printed_at,
    )
    words = words_of(codes)
    CodePrint.objects.bulk_create(
        CodePrint(batch=batch, code=code, place=place, edition=1, words=words[code.pk].as_json(), made_at=printed_at)
        for place, code in enumerate(codes)
    )
    Code.objects.filter(pk__in=[code.pk for code in codes]).update(printed_at=printed_at)
    for station in Station.objects.filter(pk__in=[code.station_id for code in codes], kind=StationKind.POINT)[:2]:
        station.address = (
            f"{station.location_area.short_name}邻里中心二楼"  # moved since: they stand on the reprint list
        )
        station.save(update_fields=["address"])
    _scan(random, today, codes)


def _scan(random: Random, today: date, codes: list[Code]) -> None:
    scans, days = [], []
    for code in codes:
        code.scan_count = 0
        for back in range(60):
            number = random.choice((0, 0, 0, 1, 1, 2, 4))
            code.scan_count += number
            for one in range(number):
                visitor = random.choices(("anonymous", "signed_in"), (4, 1))[0]
                channel = random.choices(("wechat", "other"), (5, 1))[0]
                if back < LOGGED_DAYS:
                    at = timezone.now() - timedelta(days=back, minutes=random.randint(0, 400))
                    scans.append(
                        Scan(code=code, at=at, visitor=visitor, channel=channel, key=f"demo-{code.pk}-{back}-{one}")
                    )
            if back >= LOGGED_DAYS and number:
                on = today - timedelta(days=back)
                days.append(ScanDay(code=code, on=on, visitor="anonymous", channel="wechat", number=number))
    Scan.objects.bulk_create(scans)
    ScanDay.objects.bulk_create(days)
    latest: dict[int, Scan] = {}
    for scan in scans:
        if scan.code_id not in latest or scan.at > latest[scan.code_id].at:
            latest[scan.code_id] = scan
    for code in codes:
        code.last_scanned_at = latest[code.pk].at if code.pk in latest else None
    Code.objects.bulk_update(codes, ["scan_count", "last_scanned_at"])
