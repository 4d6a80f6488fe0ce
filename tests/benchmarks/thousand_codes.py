"""Benchmark: 1,000 codes as PNG and SVG through a Celery worker, against bare qrcode + pillow in one process, in one run.

Run: python -m tests.benchmarks.thousand_codes [--codes 1000] [--pool prefork] [--rounds 5].

The worker has a process a processor, as in production (docker-compose.yml), and has drawn a few codes before the clock
starts, like any worker that runs. Ours is the whole way: messages through the broker, rows read and written, captions in Chinese, files written so that a
crash leaves none half done. Theirs is the library by itself: matrix, PNG without caption, SVG, files simply written. Both
draw level M at 16 pixels a module; every picture of ours is decoded again at the end.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import phones
from tests.benchmarks.rounds import Ratio, report

BOUND = "≥ 8"  # times as fast
WARM = 200  # codes before the clock starts, so that each process of the worker has its fonts and its connection


def bare(urls: list[str], folder: Path) -> float:
    """Draw with the library alone; return seconds."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.image.svg import SvgPathImage

    started = time.perf_counter()
    for number, url in enumerate(urls):
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=16, border=4)
        code.add_data(url)
        code.make(fit=True)
        code.make_image().save(folder / f"{number}.png")
        code.make_image(image_factory=SvgPathImage).save(folder / f"{number}.svg")
    return time.perf_counter() - started


def start_worker(database: str, media: str, queue: str, pool: str, log: Path) -> subprocess.Popen:
    """Start a worker of `pool` as production does and wait until it takes work."""
    environment = {**os.environ, "DATABASE_URL": database, "MEDIA_ROOT": media, "CELERY_QUEUE": queue}
    words = ["-m", "celery", "-A", "yunhe", "worker", "-P", pool, "-c", str(os.cpu_count() or 2), "-l", "INFO"]
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, *words], env=environment, stdout=output, stderr=subprocess.STDOUT)
    while b"ready." not in log.read_bytes():
        if process.poll() is not None:
            sys.exit(log.read_text())
        time.sleep(0.05)
    return process


def ours(ids: list[int]) -> float:
    """Send the codes to the worker in the messages that the sweep uses; return seconds until every one is drawn."""
    from stations.codes.models import Code
    from stations.codes.tasks import RENDERED_TOGETHER, render_codes

    started = time.perf_counter()
    for start in range(0, len(ids), RENDERED_TOGETHER):
        render_codes.delay(ids[start : start + RENDERED_TOGETHER])
    waiting = Code.objects.filter(pk__in=ids, images_made_at__isnull=True)
    while waiting.exists():
        time.sleep(0.04)
    return time.perf_counter() - started


def decode(ids: list[int]) -> None:
    """Read every PNG back; exit where one does not say its address."""
    import zxingcpp
    from django.core.files.storage import default_storage
    from PIL import Image

    from stations.codes.models import Code

    for code in Code.objects.filter(pk__in=ids):
        with default_storage.open(code.png.name) as file:
            found = zxingcpp.read_barcodes(Image.open(io.BytesIO(file.read())))
        if [one.text for one in found] != [code.url]:
            sys.exit(f"{code.url} reads as {[one.text for one in found]}")


def measure(count: int, pool: str, folder: Path, turns: int) -> list[float]:
    """Return how many times as fast ours was, for `count` codes of stations in so many turns."""
    from django.conf import settings
    from django.db import connections

    from stations.codes.enums import CodeKind
    from stations.codes.models import Code
    from stations.places.enums import StationKind
    from stations.places.models import Station
    from tests.kit.databases import address
    from yunhe.areas.loading import load_areas
    from yunhe.areas.models import Area
    from yunhe.celery import app

    settings.MEDIA_ROOT = str(folder / "media")
    queue = app.conf.task_default_queue = f"benchmark-{os.getpid()}"
    load_areas()
    county = Area.objects.get(kind="county")
    street = Area.objects.filter(kind="street").first()
    village = Area.objects.points().filter(unit=street).first()
    main = Station.objects.create(kind=StationKind.MAIN, name="总站", organising_area=county, location_area=county)
    area = Station.objects.create(
        kind=StationKind.AREA, name="联络站", organising_area=street, location_area=street, parent=main
    )
    stations = Station.objects.bulk_create(
        Station(
            kind=StationKind.POINT,
            name=f"{village.short_name}第{number}人大代表联络点",
            organising_area=village,
            location_area=village,
            parent=area,
        )
        for number in range(count + WARM)
    )
    codes = Code.objects.bulk_create(Code(kind=CodeKind.STATION, station=station) for station in stations)
    worker = start_worker(address(), settings.MEDIA_ROOT, queue, pool, folder / "worker.log")
    ratios = []
    try:
        ours([code.pk for code in codes[count:]])
        for start in range(
            0, count, -(-count // turns)
        ):  # in turn, so that whatever else the machine does slows both alike
            turn = codes[start : min(count, start - (-count // turns))]
            mine, theirs = ours([code.pk for code in turn]), bare([code.url for code in turn], folder)
            print(
                f"through Celery {len(turn) / mine:,.0f} codes/s, bare qrcode + pillow {len(turn) / theirs:,.0f} codes/s"
            )
            ratios.append(theirs / mine)
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    decode([code.pk for code in codes])
    connections.close_all()
    return ratios


def main() -> None:
    """Measure both in turn and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--codes", type=int, default=1000)
    parser.add_argument("--pool", default="prefork", choices=("threads", "prefork"))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with phones.database(), tempfile.TemporaryDirectory(prefix="yunhe-codes-") as folder:
        ratios = measure(asked.codes, asked.pool, Path(folder), asked.rounds)
    report(Ratio("1000 个码的 PNG 和 SVG", "qrcode + pillow", BOUND, ratios))


if __name__ == "__main__":
    main()
