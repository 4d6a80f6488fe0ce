"""Writing the scan log."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F

from stations.codes.enums import Channel, Visitor
from stations.codes.models import Code, Scan

FOLD = """
WITH folded AS (
    DELETE FROM stations_scan WHERE at < %s RETURNING code_id, at, visitor, channel
)
INSERT INTO stations_scanday (code_id, "on", visitor, channel, number)
SELECT code_id, (at AT TIME ZONE %s)::date, visitor, channel, count(*) FROM folded GROUP BY 1, 2, 3, 4
ON CONFLICT (code_id, "on", visitor, channel) DO UPDATE SET number = stations_scanday.number + excluded.number
RETURNING number
"""


def channel_of(user_agent: str) -> Channel:
    """Return through what a page was opened, from the browser's words, which are not kept."""
    return Channel.WECHAT if "micromessenger" in user_agent.lower() else Channel.OTHER


def visitor_of(*, is_signed_in: bool) -> Visitor:
    """Return the kind of visitor."""
    return Visitor.SIGNED_IN if is_signed_in else Visitor.ANONYMOUS


@transaction.atomic
def note_scan(code_id: int, *, at: datetime, visitor: str, channel: str, key: str) -> bool:
    """Note one opening; return whether it was new. The same `key` again changes nothing.

    Side effects: one Scan; the Code's count and time of the latest. A code that is gone is passed over.
    """
    if not Code.objects.filter(pk=code_id).exists():
        return False
    facts = {"code_id": code_id, "at": at, "visitor": visitor, "channel": channel}
    _, is_new = Scan.objects.get_or_create(key=key, defaults=facts)
    if is_new:
        Code.objects.filter(pk=code_id).update(scan_count=F("scan_count") + 1, last_scanned_at=at)
    return is_new


@transaction.atomic
def fold_scans(before: date, *, zone: str) -> int:
    """Fold the openings of the days before `before` into counts per day, and return how many counts were written.

    One statement deletes and counts, so an opening is in the log or in a count, never in both or neither; calling it
    again changes nothing. zone: name of the time zone in which a day begins.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamp AT TIME ZONE %s", [before.isoformat(), zone])
        midnight = cursor.fetchone()[0]
        cursor.execute(FOLD, [midnight, zone])
        return len(cursor.fetchall())
