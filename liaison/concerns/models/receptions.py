"""VoterReception (接待选民记录)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import ConcernCategory, FeedbackWay, ReceptionRoute, ReceptionState, VoterRating
from liaison.concerns.querysets import VoterReceptionQuerySet
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, check, maybe, only_when
from yunhe.privacy import EncryptedTextField

NOT_OURS = (
    "诉讼、仲裁、行政复议事项联络站不受理（代表不直接处理问题，也不干预案件）。"
    "请告知选民向受理法院、仲裁委员会或复议机关反映；需要法律帮助的，可拨打12348。"
)


class VoterReception(Addressed):
    """What one voter told deputies at a station, and what became of it (人大代表接待选民记录表).

    The voter's name, phone and address are optional, encrypted, and shown in full only on a click that is recorded.
    """

    page = "concerns:reception-detail"

    station = models.ForeignKey(Station, models.PROTECT, related_name="receptions", verbose_name="站点")
    received_on = models.DateField("日期", default=timezone.localdate)
    deputies = models.ManyToManyField(Deputy, related_name="receptions", verbose_name="接待代表")
    voter_name = EncryptedTextField("选民姓名", blank=True)
    voter_address = EncryptedTextField("选民住址", blank=True)
    voter_phone = EncryptedTextField("选民电话", blank=True)
    household_area = maybe(Area, "户籍地", "+")
    residence_area = maybe(Area, "现居住地", "+")
    category = models.CharField("类别", max_length=16, choices=ConcernCategory)
    text = models.TextField("反映内容", max_length=2000)
    answer = models.TextField("当场答复", max_length=1000, blank=True)
    proposal = models.TextField("拟办意见", max_length=1000, blank=True)
    route = models.CharField("去向", max_length=16, choices=ReceptionRoute)
    handler = models.CharField("承办单位", max_length=60, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    result = models.TextField("办理结果", max_length=1000, blank=True)
    told_on = models.DateField("反馈日期", null=True, blank=True)
    told_way = models.CharField("反馈方式", max_length=12, choices=FeedbackWay, blank=True)
    rating = models.CharField("选民评价", max_length=12, choices=VoterRating, blank=True)
    state = models.CharField("状态", max_length=12, choices=ReceptionState, default=ReceptionState.RECORDED)
    recorded_by = models.CharField("记录人", max_length=80)
    created_at = models.DateTimeField("记录时间", default=timezone.now)

    objects = VoterReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待选民记录"
        ordering = ["-received_on", "-id"]
        constraints = [
            check(
                "reception_assigned_to_somebody",
                ~Q(state=ReceptionState.ASSIGNED) | Q(due_on__isnull=False) & ~Q(handler=""),
                "交办须写明承办单位和办理期限。",
            ),
            check(
                "reception_settled_with_result",
                ~Q(state__in=[ReceptionState.SETTLED, ReceptionState.TOLD]) | ~Q(result=""),
                "办结须写明办理结果。",
            ),
            check(
                "reception_told_with_rating",
                only_when(ReceptionState.TOLD, "told_on", "told_way", "rating"),
                "反馈须有日期、方式和选民评价。",
            ),
            check("reception_no_lawsuit", ~Q(category=ConcernCategory.LAWSUIT), NOT_OURS),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="reception_state_due")]

    def __str__(self):
        return f"{self.received_on:%Y-%m-%d} {self.station}接待记录"

    def clean(self):
        """Refuse days to come, concerns that deputies must not touch, and an on-the-spot answer without its words."""
        errors = {}
        if self.received_on and self.received_on > timezone.localdate():
            errors["received_on"] = "接待日期不能晚于今天。"
        if self.category == ConcernCategory.LAWSUIT:
            errors["category"] = NOT_OURS
        if self.route == ReceptionRoute.ON_THE_SPOT and not self.answer.strip():
            errors["answer"] = "去向是“当场答复”，请写明答复了什么。"
        if errors:
            raise ValidationError(errors)

    @property
    def is_late(self) -> bool:
        """Whether the concern is assigned and past its deadline."""
        return self.state == ReceptionState.ASSIGNED and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def has_voter(self) -> bool:
        """Whether the voter left a name, phone or address."""
        return bool(self.voter_name or self.voter_phone or self.voter_address)
