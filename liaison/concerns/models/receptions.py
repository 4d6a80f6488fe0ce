"""VoterReception (接待选民记录)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.enums import ReceptionRoute
from liaison.concerns.models.concerns import Concern
from liaison.concerns.querysets import VoterReceptionQuerySet
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, maybe
from yunhe.privacy import EncryptedTextField


class VoterReception(Addressed):
    """The record of one voter's matter at a reception (人大代表接待选民记录表): where, when, which deputies, what they said.

    The matter itself is the `concern`, with number, unit, clock, answer and rating as every other. The voter's name and
    phone stand there, the address here, encrypted and shown in full only on a click that is recorded.
    """

    page = "concerns:reception-detail"

    concern = models.OneToOneField(Concern, models.PROTECT, related_name="reception", verbose_name="诉求")
    station = models.ForeignKey(Station, models.PROTECT, related_name="receptions", verbose_name="站点")
    received_on = models.DateField("日期", default=timezone.localdate)
    deputies = models.ManyToManyField(Deputy, related_name="receptions", verbose_name="接待代表")
    voter_address = EncryptedTextField("选民住址", blank=True)
    household_area = maybe(Area, "户籍地", "+")
    residence_area = maybe(Area, "现居住地", "+")
    answer = models.TextField("当场答复", max_length=1000, blank=True)
    proposal = models.TextField("拟办意见", max_length=1000, blank=True)
    route = models.CharField("去向", max_length=16, choices=ReceptionRoute)
    recorded_by = models.CharField("记录人", max_length=80)
    created_at = models.DateTimeField("记录时间", default=timezone.now)

    objects = VoterReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接待选民记录"
        ordering = ["-received_on", "-id"]

    def __str__(self):
        return f"{self.received_on:%Y-%m-%d} {self.station}接待记录"

    def clean(self):
        """Refuse days to come, and an on-the-spot answer without its words."""
        errors = {}
        if self.received_on and self.received_on > timezone.localdate():
            errors["received_on"] = "接待日期不能晚于今天。"
        if self.route == ReceptionRoute.ON_THE_SPOT and not self.answer.strip():
            errors["answer"] = "去向是“当场答复”，请写明答复了什么。"
        if errors:
            raise ValidationError(errors)

    @property
    def has_voter(self) -> bool:
        """Whether the voter left a name, phone or address (needs `concern` loaded)."""
        return bool(self.concern.has_voter or self.voter_address)
