"""Pictures for the demo county, drawn when it is loaded: a meeting around a table, without faces. No file of anybody."""

import io
from random import Random

from PIL import Image, ImageDraw

from yunhe.pictures import Picture
from yunhe.pictures.intake import take_in

SIZE = (960, 720)
WALLS = ((238, 232, 222), (226, 234, 236), (234, 238, 228), (240, 230, 226))
SHIRTS = ((179, 38, 30), (31, 79, 143), (28, 107, 58), (87, 83, 78), (138, 83, 0), (90, 70, 120))
SKIN, TABLE, FLOOR, WINDOW, BANNER = (233, 200, 170), (150, 112, 78), (198, 186, 170), (250, 250, 250), (179, 38, 30)


def meeting_picture(random: Random) -> Picture:
    """Return a drawn meeting: wall, window, banner, table and some people, different each time."""
    image = Image.new("RGB", SIZE, random.choice(WALLS))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 470, 960, 720), fill=FLOOR)
    left = random.randint(60, 160)
    draw.rectangle((left, 110, left + 200, 300), fill=WINDOW, outline=(200, 195, 188), width=6)
    draw.line((left + 100, 110, left + 100, 300), fill=(200, 195, 188), width=5)
    draw.rectangle((420, 60, 900, 118), fill=BANNER)
    people = random.randint(5, 8)
    for number in range(people):
        x = 110 + number * (760 // people) + random.randint(-12, 12)
        _person(draw, x, 360 + random.randint(-14, 14), random.choice(SHIRTS))
    draw.polygon(((60, 500), (900, 500), (960, 640), (0, 640)), fill=TABLE)
    for number in range(people):
        x = 120 + number * (740 // people)
        draw.rectangle((x, 530, x + 46, 560), fill=(252, 252, 250))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85)
    return take_in(target.getvalue())


def _person(draw: ImageDraw.ImageDraw, x: int, y: int, shirt: tuple[int, int, int]) -> None:
    draw.rounded_rectangle((x - 46, y + 34, x + 46, y + 200), radius=36, fill=shirt)
    draw.ellipse((x - 30, y - 36, x + 30, y + 36), fill=SKIN)
    draw.pieslice((x - 32, y - 40, x + 32, y + 24), 180, 360, fill=(60, 50, 44))
