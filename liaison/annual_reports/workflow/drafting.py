"""Drafting a report from the registers, and writing on in it."""

from django.db import transaction
from django.utils import timezone

from liaison.annual_reports import policies, sections
from liaison.annual_reports.models import AnnualReport, ReportSection, committee_of
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused


def lock(report: AnnualReport) -> AnnualReport:
    """Return the report under a row lock, with its area."""
    return locked(AnnualReport.objects.select_related("area__parent"), report)


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
        record("reports.draft_report", "起草请示汇报", report, by=by, areas=[area])
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


@transaction.atomic
def refresh(report: AnnualReport, *, by: User) -> int:
    """Count again. Sections that people have edited keep their text and show what the data says now beside it.

    Returns how many sections the data has changed. Errors: Denied. Side effects: the sections, one audit event.
    """
    fresh = lock(report)
    policies.can_write(by, fresh)
    changed = _write_sections(fresh)
    record(
        "reports.refresh", "重新取数", fresh, by=by, areas=[fresh.area], changes={"有变化的章节": ["", str(changed)]}
    )
    return changed


@transaction.atomic
def edit_section(report: AnnualReport, key: str, *, by: User, text: str) -> ReportSection:
    """Put people's text into a section. A text equal to the draft counts as not edited. Errors: Denied.

    Side effects: the section, one audit event.
    """
    fresh = lock(report)
    policies.can_write(by, fresh)
    section = fresh.sections.get(key=key)
    section.text = text.replace("\r\n", "\n").strip()
    is_draft = section.text == section.drafted
    section.edited_by = "" if is_draft else by.display_name
    section.edited_at = None if is_draft else timezone.now()
    section.full_clean()
    section.save(update_fields=["text", "edited_by", "edited_at"])
    record(
        "reports.edit_section",
        "修改请示汇报",
        fresh,
        by=by,
        areas=[fresh.area],
        changes={"章节": ["", section.heading]},
    )
    return section


def reset_section(report: AnnualReport, key: str, *, by: User) -> ReportSection:
    """Take the data's draft again for a section that people had edited. Errors: Denied. Side effects: as edit_section."""
    return edit_section(report, key, by=by, text=report.sections.get(key=key).drafted)


@transaction.atomic
def edit_head(report: AnnualReport, *, by: User, **facts: str) -> AnnualReport:
    """Change title, number, addressee and signer. Errors: Denied, ValidationError. Side effects: report, audit event."""
    fresh = lock(report)
    policies.can_write(by, fresh)
    changes, names = {}, {field.name: str(field.verbose_name) for field in AnnualReport._meta.fields}
    for name, value in facts.items():
        if getattr(fresh, name) != value:
            changes[names[name]] = [getattr(fresh, name), value]
        setattr(fresh, name, value)
    fresh.full_clean()
    fresh.save(update_fields=list(facts))
    if changes:
        record("reports.edit_head", "修改请示汇报", fresh, by=by, areas=[fresh.area], changes=changes)
    return fresh
