"""Until when the counties' rules want a thing done: the one answer that every page and every reminder gives (yunhe.kit.dues)."""

from datetime import date

from liaison.obligations.catalogue import BY_KEY
from liaison.obligations.models import ObligationTemplate
from liaison.obligations.periods import due_on, periods_of
from yunhe.areas.enums import AreaKind
from yunhe.kit.dues import DueDays


def due_days(key: str, day: date) -> DueDays:
    """Return until when what the rule `key` asks for is due in its period that holds `day`, in every county. One query.

    A county says it by its rule (任务规定, with a page and versions); one that has none yet, or none for that period, has the day of
    the catalogue.
    """
    standard = BY_KEY[key]
    (usual,) = (
        due_on(period, standard.due_month, standard.due_day)
        for period in periods_of(standard.frequency, standard.times, day.year)
        if period.first <= day <= period.last
    )
    versions = ObligationTemplate.objects.filter(key=key, area__kind=AreaKind.COUNTY).select_related("area")
    days: dict[str, date] = {}
    for version in versions.order_by("version"):
        for period in version.periods(day.year):
            if period.first <= day <= period.last:
                days[version.area.path or ""] = version.due_on(period)
    return DueDays(usual, {path: named for path, named in days.items() if named != usual})
