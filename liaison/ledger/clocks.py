"""When a round opens, and when it reminds. Pure: dates in, dates and rungs out."""

from datetime import date, timedelta

from yunhe.env import env
from yunhe.kit.reminders import Ladder, Rung

#: the key of the county's rule that says until when a round is to be done; rounds are common to all counties here, so the latest
RULE = "half-year-ledger"
#: A round opens so many months before its half-year ends.
OPENS_MONTHS = env.int("LEDGER_OPENS_MONTHS", default=2)
#: Two weeks and three days before its last day, then every week that it is late.
LADDER = Ladder(days_before=(14, 3), every_days=7)
#: A round is reminded of until the next one closes.
GIVEN_UP_AFTER = timedelta(weeks=26)


def reminder_on(opened_on: date, closes_on: date, on: date) -> Rung | None:
    """Return the reminder of a round that stands on `on`: its opening until the ladder begins, then the last rung of that.

    What a later one has overtaken is not said any more, so that a server that was off does not say three things at once.
    """
    if on < opened_on or on > closes_on + GIVEN_UP_AFTER:
        return None
    rungs = LADDER.due(closes_on, on)
    if rungs:
        return rungs[-1]
    return Rung("opening", 0) if on <= closes_on else None
