"""Advisory locks: each has a number of its own, otherwise two that know nothing of each other wait for one another."""

import re
from collections import defaultdict

from yunhe.env import BASE_DIR


def test_every_advisory_lock_has_its_own_number():
    takers = defaultdict(list)
    for app in ("yunhe", "deputies", "stations", "liaison"):
        for path in sorted((BASE_DIR / app).rglob("*.py")):
            for name, number in re.findall(
                r"^(\w+_LOCK)\s*=\s*([\d_]+)", path.read_text(encoding="utf-8"), re.MULTILINE
            ):
                takers[number].append(f"{path.relative_to(BASE_DIR)}:{name}")
    assert len(takers) >= 3
    assert [found for found in takers.values() if len(found) > 1] == []
