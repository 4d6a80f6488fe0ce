"""Writing terms and districts."""

from datetime import date

from django.db import transaction
from django.db.models import ForeignObjectRel, Model

from deputies.mandates.models import CongressTerm, ElectoralDistrict
from deputies.mandates.policies import can_keep_term
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled, made
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.words import listed


@transaction.atomic
def save_term(
    term: CongressTerm, *, by: User, number: int, begins_on: date | None, ends_on: date | None
) -> CongressTerm:
    """Create or correct a term (unsaved or stored `term` with area and level). Side effects: the term, one audit event."""
    can_keep_term(by, term.area, term.level)
    label = "修改届次" if term.pk else "新增届次"
    this = locked(CongressTerm.objects.select_related("area"), term) if term.pk else term
    before = filled(this, {"number": number, "begins_on": begins_on, "ends_on": ends_on})
    record("deputies.save_term", label, made(this), by=by, areas=[this.area], changes=changes_of(this, before))
    return this


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
        changes = {"选区": ["", listed(district.name for district in new)[:200]]}
        record("deputies.add_districts", "新增选区", term, by=by, areas=[term.area, area], changes=changes)
    return len(new)


def what_uses(thing: CongressTerm | ElectoralDistrict) -> str:
    """Return what still hangs on a term (its own districts aside) or a district, in words; "" when nothing does."""
    for relation in thing._meta.get_fields(include_hidden=True):  # also those that have no name on this side
        if not isinstance(relation, ForeignObjectRel):
            continue
        model: type[Model] = relation.related_model
        if model is ElectoralDistrict:
            continue
        number = model._base_manager.filter(**{relation.field.name: thing.pk}).count()
        if number:
            return f"{number} 条{model._meta.verbose_name}"
    return ""


@transaction.atomic
def remove_district(district: ElectoralDistrict, *, by: User) -> None:
    """Delete a district that nothing uses. Errors: Denied, Refused. Side effects: the district, one audit event."""
    locked = ElectoralDistrict.objects.select_for_update(of=("self",)).select_related("term__area", "area")
    this = locked.get(pk=district.pk)
    can_keep_term(by, this.term.area, this.term.level)
    used = what_uses(this)
    if used:
        raise Refused(f"“{this}”还有 {used}，不能删除。请先改到别的选区。")
    changes = {"选区": [f"{this.area.name} {this.name}", ""]}
    this.delete()
    record("deputies.remove_district", "删除选区", this.term, by=by, areas=[this.term.area, this.area], changes=changes)


@transaction.atomic
def remove_term(term: CongressTerm, *, by: User) -> None:
    """Delete a term that nothing uses, with its districts. Errors: Denied, Refused. Side effects: term, districts, one event."""
    this = CongressTerm.objects.select_for_update(of=("self",)).select_related("area").get(pk=term.pk)
    can_keep_term(by, this.area, this.level)
    used = what_uses(this)
    if used:
        raise Refused(f"{this}还有 {used}，不能删除。")
    districts = list(this.districts.select_for_update(of=("self",)))
    for district in districts:
        used = what_uses(district)
        if used:
            raise Refused(f"{this}的“{district}”还有 {used}，不能删除。")
    changes = {"届次": [str(this), ""], "选区": [str(len(districts)), ""]}
    record("deputies.remove_term", "删除届次", this, by=by, areas=[this.area], changes=changes)
    this.delete()
