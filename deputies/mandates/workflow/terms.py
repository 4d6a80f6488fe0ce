"""Writing terms and districts."""

from datetime import date

from django.db import transaction

from deputies.mandates.models import CongressTerm, ElectoralDistrict
from deputies.mandates.policies import can_keep_term
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.refusals import Refused


@transaction.atomic
def save_term(
    term: CongressTerm, *, by: User, number: int, begins_on: date | None, ends_on: date | None
) -> CongressTerm:
    """Create or correct a term (unsaved or stored `term` with area and level). Side effects: the term, one audit event."""
    can_keep_term(by, term.area, term.level)
    is_new = term.pk is None
    before = None if is_new else CongressTerm.objects.select_for_update().get(pk=term.pk)
    term.number, term.begins_on, term.ends_on = number, begins_on, ends_on
    term.full_clean()
    term.save()
    label = "新增届次" if is_new else "修改届次"
    changes = {
        name: [str(getattr(before, field) if before else "" or ""), str(getattr(term, field) or "")]
        for name, field in (("届数", "number"), ("开始日期", "begins_on"), ("结束日期", "ends_on"))
    }
    record("deputies.save_term", label, term, by=by, areas=[term.area], changes=changes)
    return term


@transaction.atomic
def add_districts(term: CongressTerm, *, by: User, area: Area, names: list[str]) -> int:
    """Add districts by name to a term, those already there left as they are; returns how many were new."""
    can_keep_term(by, term.area, term.level)
    if not term.area.contains(area):
        raise Refused({"area": "选区应在届次所属的行政区域内。"})
    cleaned = list(dict.fromkeys(name.strip()[:60] for name in names if name.strip()))
    if not cleaned:
        raise Refused({"names": "请至少写一个选区名称，每行一个。"})
    known = set(ElectoralDistrict.objects.filter(term=term, area=area).values_list("name", flat=True))
    new = [ElectoralDistrict(term=term, area=area, name=name) for name in cleaned if name not in known]
    ElectoralDistrict.objects.bulk_create(new)
    if new:
        record(
            "deputies.add_districts",
            "新增选区",
            term,
            by=by,
            areas=[term.area, area],
            changes={"选区": ["", "、".join(district.name for district in new)[:200]]},
        )
    return len(new)
