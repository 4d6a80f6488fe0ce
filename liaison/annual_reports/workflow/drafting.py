"""Drafting a report from the registers, and writing on in it."""

from django.db import transaction
from django.utils import timezone

from liaison.annual_reports import policies, sections
from liaison.annual_reports.models import AnnualReport, ReportSection, committee_of
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb

ROWS = AnnualReport.objects.select_related("area__parent")


@transaction.atomic
def draft_report(area: Area, year: int, *, by: User) -> AnnualReport:
    """Draft the report of a unit for a year from the registers and return it; one that is there already is returned.

    Errors: Denied, Refused for a year to come. Side effects: the report with its sections, one audit event.
    """
    policies.can_report_for(by, area)
    if year > timezone.localdate().year:
        raise Refused(f"{year} 年还没有到，请选择今年或以前的年度。")
    report, is_new = AnnualReport.objects.get_or_create(
        area=area,
        year=year,
        defaults={
            "title": f"关于{year}年度街乡人大共治工作情况的报告",
            "addressee": committee_of(area),
            "signer": area.office_name or f"{area.name}人大",
            "created_by": by.display_name,
        },
    )
    if is_new:
        _write_sections(report)
        record("reports.draft_report", "起草请示汇报", report, by=by)
    return report


def _write_sections(report: AnnualReport) -> int:
    """Write what the registers give now into every section that people have not touched; return how many changed."""
    known = {section.key: section for section in report.sections.all()}
    changed = 0
    for order, kind in enumerate(sections.kinds, start=1):
        drafted = kind.tell(report.area, report.year)
        section = known.get(kind.name) or ReportSection(report=report, key=kind.name)
        changed += section.drafted != drafted
        section.order, section.heading, section.drafted = order, kind.heading, drafted
        section.drafted_at = timezone.now()
        if not section.is_edited:
            section.text = drafted
        section.save()
    return changed


@verb(ROWS, policies.can_write)
def refresh(report: AnnualReport, *, by: User) -> int:
    """Count again. Sections that people have edited keep their text and show what the data says now beside it.

    Returns how many sections the data has changed. Errors: Denied. Side effects: the sections, one audit event.
    """
    changed = _write_sections(report)
    record("reports.refresh", "重新取数", report, by=by, changes={"有变化的章节": ["", str(changed)]})
    return changed


@verb(ROWS, policies.can_write)
def edit_section(report: AnnualReport, key: str, *, by: User, text: str) -> ReportSection:
    """Put people's text into a section. A text equal to the draft counts as not edited. Errors: Denied.

    Side effects: the section, one audit event.
    """
    section = report.sections.get(key=key)
    text = text.replace("\r\n", "\n").strip()
    edited_by, edited_at = ("", None) if text == section.drafted else (by.display_name, timezone.now())
    rewritten(section, text=text, edited_by=edited_by, edited_at=edited_at)
    record("reports.edit_section", "修改请示汇报", report, by=by, changes={"章节": ["", section.heading]})
    return section


def reset_section(report: AnnualReport, key: str, *, by: User) -> ReportSection:
    """Take the data's draft again for a section that people had edited. Errors: Denied. Side effects: as edit_section."""
    return edit_section(report, key, by=by, text=report.sections.get(key=key).drafted)


@verb(ROWS, policies.can_write)
def edit_head(report: AnnualReport, *, by: User, **facts: str) -> AnnualReport:
    """Change title, number, addressee and signer. Errors: Denied, ValidationError. Side effects: report, audit event."""
    if changes := rewritten(report, **facts):
        record("reports.edit_head", "修改请示汇报", report, by=by, changes=changes)
    return report
