"""A unit's report to its party committee, and what that decided."""

from datetime import timedelta

import factory
from django.utils import timezone

from liaison.annual_reports.enums import DecisionState, ReportState
from liaison.annual_reports.models import AnnualReport, Decision, ReportSection


class AnnualReportFactory(factory.django.DjangoModelFactory):
    """The draft of `area` for 2026; give another state and the rest follows."""

    class Meta:
        model = AnnualReport

    year = 2026
    state = ReportState.DRAFTING
    title = factory.LazyAttribute(lambda obj: f"关于{obj.area.name}{obj.year}年人大工作情况的报告")
    addressee = "中共浮云街道工作委员会"
    signer = "浮云街道人大工委"
    created_by = "浮云干事"

    @factory.lazy_attribute
    def handed_in_on(self):
        """Whatever was handed in says when."""
        return None if self.state == ReportState.DRAFTING else timezone.localdate()

    @factory.lazy_attribute
    def seal(self):
        """And carries the mark of its text."""
        return "" if self.state == ReportState.DRAFTING else "0123456789ab"

    @factory.lazy_attribute
    def reply(self):
        """Whatever was replied to has the reply."""
        return "同意。" if self.state == ReportState.REPLIED else ""

    @factory.lazy_attribute
    def reply_on(self):
        """And its date."""
        return timezone.localdate() if self.state == ReportState.REPLIED else None


class ReportSectionFactory(factory.django.DjangoModelFactory):
    """A section of `report`."""

    class Meta:
        model = ReportSection

    key = factory.Sequence(lambda n: f"section-{n}")
    order = factory.Sequence(lambda n: n)
    heading = "代表联系群众情况"


class DecisionFactory(factory.django.DjangoModelFactory):
    """Something that the reply to `report` decided; its unit does it within a month. `done=True` for what is done."""

    class Meta:
        model = Decision

    class Params:
        done = factory.Trait(
            state=DecisionState.DONE, result="已落实", done_on=factory.LazyFunction(timezone.localdate)
        )

    text = "增加联络站经费"
    owner = factory.SelfAttribute("report.area")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
