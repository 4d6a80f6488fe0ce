"""Station (联络阵地), Activity (活动), Code (三码), CheckIn (签到) and VoterReception (接待选民记录)."""

from stations.models.activities import CHECK_IN_AFTER, CHECK_IN_BEFORE, Activity
from stations.models.check_ins import SAME_VISIT, CheckIn
from stations.models.codes import Code, new_token
from stations.models.invitations import Invitation
from stations.models.places import Station
from stations.models.receptions import NOT_OURS, VoterReception
from stations.models.rotas import DutyRota, DutyShift, ShiftDuty, ShiftSwap

# Models of the packages of this app, which stand above the models of this one.
from stations.calendars.models import CalendarFeed  # isort: skip
from stations.screens.models import Screen  # isort: skip
from stations.proceedings.models import (  # isort: skip
    ActivityCost,
    ActivityPhoto,
    ActivitySeries,
    FollowUp,
    Minutes,
    MinutesEdition,
    Topic,
)
from stations.keeping.models import HoursException, OpeningInterval, Posting, StationStaff  # isort: skip
from stations.printing.models import CodePrint, PrintBatch  # isort: skip
from stations.scans.models import Scan, ScanDay  # isort: skip

__all__ = [
    "CHECK_IN_AFTER",
    "CHECK_IN_BEFORE",
    "NOT_OURS",
    "SAME_VISIT",
    "Activity",
    "ActivityCost",
    "ActivityPhoto",
    "ActivitySeries",
    "CalendarFeed",
    "CheckIn",
    "Code",
    "CodePrint",
    "DutyRota",
    "DutyShift",
    "FollowUp",
    "HoursException",
    "Invitation",
    "Minutes",
    "MinutesEdition",
    "OpeningInterval",
    "Posting",
    "PrintBatch",
    "Scan",
    "ScanDay",
    "Screen",
    "ShiftDuty",
    "ShiftSwap",
    "Station",
    "StationStaff",
    "Topic",
    "VoterReception",
    "new_token",
]
