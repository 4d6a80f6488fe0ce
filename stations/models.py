"""Gathers the models of the nouns, because Django looks for them here."""

from stations.activities.models import (
    Activity,
    ActivityCost,
    ActivityPhoto,
    ActivitySeries,
    FollowUp,
    Guest,
    Invitation,
    Minutes,
    MinutesEdition,
    Topic,
)
from stations.codes.models import Code, CodePrint, PrintBatch, Scan, ScanDay, Screen
from stations.feeds.models import CalendarFeed
from stations.places.models import HoursException, OpeningInterval, Posting, Station, StationStaff
from stations.presence.models import CheckIn
from stations.rotas.models import Rota, Shift, Swap, Watch
