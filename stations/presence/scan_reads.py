"""The three reads of a scan, written as SQL.

When 200 phones check in at one moment, building these statements with the ORM takes longer than the database needs to
answer them. Each function says which queryset it stands for. What it returns are model instances with the named columns
loaded; any other column is fetched when it is asked for, as with `only()`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models

from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.codes.models import Code
from stations.places.models import Station
from stations.presence.models import FEW_MINUTES, CheckIn


def _columns(model: type[models.Model], *names: str) -> tuple[str, ...]:
    """Return `names` in the order of the model's own columns, as `from_db` wants them."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname in names)


CODE = _columns(Code, "id", "token", "kind", "station_id", "deputy_id", "activity_id", "revoked_at", "created_at")
STATION = _columns(Station, "id", "name", "is_active", "closed_on", "location_area_id")
ACTIVITY = _columns(Activity, "id", "title", "state", "starts_at", "ends_at", "station_id")
CHECK_IN = (
    *("id", "deputy_id", "station_id", "activity_id", "way", "at", "nonce"),
    *("left_at", "left_way", "left_nonce", "undone_at", "unsealed"),
)
DAY = timedelta(days=1)

_COLUMNS = ", ".join(
    f"{table}.{name}" for table, names in (("c", CODE), ("s", STATION), ("a", ACTIVITY)) for name in names
)
_CODE = (
    f"SELECT {_COLUMNS} FROM stations_code c "  # noqa: S608 column names of our own models
    "LEFT JOIN stations_activity a ON a.id = c.activity_id "
    "LEFT JOIN stations_station s ON s.id = COALESCE(c.station_id, a.station_id) "
)
_DEPUTY = """
    SELECT d.id, d.user_id, d.name, d.origin_id, d.residence_id,
           EXISTS (SELECT 1 FROM deputies_mandate m
                   WHERE m.deputy_id = d.id AND m.ended_on IS NULL AND m.suspension = '') AS serves
    FROM deputies_deputy d WHERE {key} FOR NO KEY UPDATE OF d
"""
_KNOWN = f"""
    SELECT {", ".join(CHECK_IN)} FROM stations_checkin
    WHERE deputy_id = %(deputy)s AND (
        nonce = %(nonce)s OR left_nonce = %(nonce)s
        OR undone_at IS NULL AND (
            activity_id = %(activity)s
            OR %(activity)s::bigint IS NULL AND activity_id IS NULL AND station_id = %(station)s
               AND at BETWEEN %(since)s AND %(until)s
            OR at BETWEEN %(recently)s AND %(soon)s
        )
    ) ORDER BY at DESC, id DESC LIMIT 50
"""  # noqa: S608 column names of our own model


def _made(model: type[models.Model], names: tuple[str, ...], values: tuple) -> Any:
    return model.from_db(DEFAULT_DB_ALIAS, names, values) if values[0] is not None else None


def _read_code(condition: str, value: Any) -> Code | None:
    with connection.cursor() as cursor:
        cursor.execute(_CODE + condition, [value])
        row = cursor.fetchone()
    if row is None:
        return None
    code = _made(Code, CODE, row[: len(CODE)])
    station = _made(Station, STATION, row[len(CODE) : len(CODE) + len(STATION)])
    activity = _made(Activity, ACTIVITY, row[len(CODE) + len(STATION) :])
    if activity:
        code.activity, activity.station = activity, station
    elif code.station_id:
        code.station = station
    return code


def code_of_token(token: str) -> Code | None:
    """Code.objects.select_related("station", "activity__station").filter(token=token).first()."""
    return _read_code("WHERE c.token = %s", token)


def code_again(code: Code) -> Code:
    """Return `code` with its place as the database has it now: the same query by primary key."""
    return _read_code("WHERE c.id = %s", code.pk)  # type: ignore[return-value] a code is never deleted


def lock_deputy(*, user: int | None = None, pk: int | None = None) -> Deputy | None:
    """Deputy.objects.select_for_update(no_key=True).annotate(serves=Exists(Mandate.objects.acting()…)).filter(…).first().

    Locks one deputy's row, so that two scans of one person follow each other while others go on; `serves` says what
    deputies.mandates.queries.is_serving would.
    """
    key, value = ("d.user_id = %s", user) if user is not None else ("d.id = %s", pk)
    return next(iter(Deputy.objects.raw(_DEPUTY.format(key=key), [value])), None)


def known_check_ins(
    deputy: Deputy, station_id: int | None, activity_id: int | None, at: datetime, nonce: str
) -> list[CheckIn]:
    """Return the check-ins that a scan of `deputy` at `at` may repeat or end, and those anywhere within few minutes, newest first.

    CheckIn.objects.filter(Q(nonce=nonce) | Q(left_nonce=nonce) | standing ones of the activity, or of the station within
    a day, or of any place within FEW_MINUTES, deputy=deputy).
    """
    named = {
        "deputy": deputy.pk,
        "nonce": nonce,
        "activity": activity_id,
        "station": station_id,
        "since": at - DAY,
        "until": at + DAY,
        "recently": at - FEW_MINUTES,
        "soon": at + FEW_MINUTES,
    }
    return list(CheckIn.objects.raw(_KNOWN, named))
