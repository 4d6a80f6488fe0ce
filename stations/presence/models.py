"""CheckIn (签到)."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.codes.models import Code
from stations.places.models import Station
from stations.presence.enums import PROOF_OF, CheckInWay, DepartureWay, Proof
from stations.presence.querysets import CheckInQuerySet
from yunhe.kit.models import Addressed, Undoable, check, maybe, together, unique

SAME_VISIT = timedelta(minutes=10)  # a second scan at the same station within this time is the same visit
FEW_MINUTES = timedelta(minutes=15)  # who checks in at many stations within this time is asked why
MANY_STATIONS = 2  # other stations within FEW_MINUTES, from which on it is asked


class CheckIn(Addressed, Undoable):
    """A deputy was present at a station or activity (签到), from `at` to `left_at`. `nonce` makes a repeated scan harmless.

    `unsealed` keeps who did what from where until a sweep has put it into the audit chain; see `stations.presence.workflow.sealing`.
    """

    page = "presence:check-in-detail"

    # The keys have ordered indexes below, and need none of their own.
    deputy = models.ForeignKey(Deputy, models.CASCADE, related_name="check_ins", verbose_name="代表", db_index=False)
    station = maybe(Station, "站点", "check_ins", db_index=False)
    activity = maybe(Activity, "活动", "check_ins", db_index=False)
    code = maybe(Code, "所扫的码", "check_ins", models.SET_NULL)
    way = models.CharField("方式", max_length=16, choices=CheckInWay)
    at = models.DateTimeField("签到时间", default=timezone.now)
    nonce = models.CharField("去重码", max_length=40)
    recorded_by = models.CharField("登记人", max_length=80, blank=True)
    reason = models.CharField("补登原因", max_length=120, blank=True)
    uploaded_at = models.DateTimeField("补传时间", null=True, blank=True)  # scanned without network, handed in later
    within_radius = models.BooleanField("在站点范围内", null=True, blank=True)  # None: not asked; no position is kept
    left_at = models.DateTimeField("离开时间", null=True, blank=True)
    left_way = models.CharField("签退方式", max_length=10, choices=DepartureWay, blank=True)
    left_noted_by = models.CharField("签退登记人", max_length=80, blank=True)
    left_nonce = models.CharField("签退去重码", max_length=40, null=True, blank=True)  # noqa: DJ001 none is not the same as another none
    unsealed = models.JSONField("待写入审计", null=True, blank=True, editable=False)
    undo_reason = models.CharField("撤销原因", max_length=120, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        ordering = ["-at", "-id"]
        constraints = [
            check("check_in_somewhere", Q(station__isnull=False) | Q(activity__isnull=False), "签到须有站点或活动。"),
            check(
                "check_in_afterwards_with_reason", ~Q(way=CheckInWay.AFTERWARDS) | ~Q(reason=""), "事后补登须写明原因。"
            ),
            unique(
                "check_in_once_an_activity",
                "deputy",
                "activity",
                where=Q(activity__isnull=False, undone_at__isnull=True),
                says="该代表已签到。",
            ),
            unique("check_in_nonce_once", "nonce"),
            unique("check_in_left_nonce_once", "left_nonce"),
            check("check_in_undone_with_reason", together("undone_at", "undo_reason"), "撤销签到须写明原因。"),
            check(
                "check_in_left_after_coming",
                Q(left_at__isnull=True, left_way="") | Q(left_at__gte=F("at")) & ~Q(left_way=""),
                "离开时间不能早于签到时间，并须有签退方式。",
            ),
        ]
        indexes = [
            models.Index(fields=["deputy", "-at", "-id"], name="check_in_of_deputy"),
            models.Index(
                fields=["station", "-at", "-id"], condition=Q(station__isnull=False), name="check_in_of_station"
            ),
            models.Index(
                fields=["activity", "-at", "-id"],
                include=["undone_at"],  # who stands is counted without a look at the rows
                condition=Q(activity__isnull=False),
                name="check_in_of_activity",
            ),
            models.Index(fields=["station", "-at"], condition=Q(undone_at__isnull=True), name="check_in_standing_at"),
            models.Index(fields=["id"], condition=Q(unsealed__isnull=False), name="check_in_unsealed"),
            models.Index(
                fields=["at"], condition=Q(left_at__isnull=True, undone_at__isnull=True), name="check_in_still_there"
            ),
        ]

    def __str__(self):
        return f"{self.deputy} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def place(self) -> Activity | Station:
        """The activity, else the station."""
        return self.activity or self.station

    @property
    def proof(self) -> Proof:
        """How strongly this check-in proves presence."""
        return PROOF_OF[self.way]

    @property
    def proof_label(self) -> str:
        return str(self.proof.label)

    @property
    def is_open(self) -> bool:
        """Whether the deputy is still there as far as anybody has said."""
        return self.left_at is None and self.undone_at is None

    @property
    def is_there_now(self) -> bool:
        """Whether the deputy came today and nobody has said that he left."""
        return self.is_open and timezone.localdate(self.at) == timezone.localdate()

    def is_ended_by(self, at: datetime) -> bool:
        """Whether a scan of the same code at `at` ends this stay: open, begun over 10 minutes before, on the same day."""
        same_day = self.activity_id or timezone.localdate(self.at) == timezone.localdate(at)
        return self.is_open and self.at + SAME_VISIT < at and bool(same_day)

    @property
    def is_away(self) -> bool:
        """Whether another unit than the deputy's own organised the place (在外单位参加); needs the areas loaded.

        What the county itself organises is no other unit's.
        """
        unit_id = self.place.organising_area.unit_id
        return unit_id is not None and unit_id != self.deputy.origin.unit_id

    @property
    def near_label(self) -> str:
        """Whether the phone was within the station's radius, for people."""
        return {None: "未核对", True: "在站点附近", False: "不在站点附近"}[self.within_radius]

    @property
    def stay(self) -> timedelta | None:
        """How long the deputy stayed; None while there, and where nobody said when he left."""
        if self.left_at is None or (self.left_way == DepartureWay.AUTOMATIC and self.left_at == self.at):
            return None
        return self.left_at - self.at

    @property
    def stay_label(self) -> str:
        """The stay for people: 1 小时 20 分; "" where it is not known."""
        if self.stay is None:
            return ""
        hours, minutes = divmod(int(self.stay.total_seconds()) // 60, 60)
        return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分钟"
