"""What was brought to receptions becomes a concern each: nothing that was written is lost.

The old record had states of its own (recorded, assigned, settled, told), a handler in free words and no class of result. The
unit that organises the station leads. A handler in words is found among the units and communities, or becomes a unit. What
was settled counts as class A, what was answered on the spot or did not satisfy the voter as class D; the first step says so.
"""

import secrets
from datetime import date, datetime, time

from django.db import migrations
from django.utils import timezone

from liaison.concerns import tickets
from yunhe.areas.spelling import spoken
from yunhe.kit.workdays import add_workdays

POINTS = ("community", "village")
LABELS = {
    "hand_in": "提交",
    "accept": "受理",
    "assign": "交办",
    "reply": "登记答复",
    "tell": "反馈选民",
    "rate": "登记选民评价",
    "close": "办结",
}
AFTER = {
    "hand_in": "received",
    "accept": "accepted",
    "assign": "assigned",
    "reply": "replied",
    "tell": "told",
    "rate": "rated",
    "close": "closed",
}
#: what was done to a record -> the verb of the concern
OLD_VERBS = {
    "liaison.assign_reception": "assign",
    "liaison.settle_reception": "reply",
    "liaison.tell_reception": "tell",
    "liaison.redo_reception": "assign",
}
CARRIED = "由原接待记录转入。原记录没有结果分类：已办结的归为 A 类，当场答复和选民不满意的归为 D 类。"


def matter_of(record, *, today):
    """Return (facts of the concern, verbs that led to its state) of an old record; without handler, numbers and areas."""
    there = record.route == "on_the_spot"
    answer = record.result or record.answer
    facts = {
        "channel": "reception",
        "category": record.category,
        "text": record.text,
        "is_anonymous": not record.voter_name,
        "voter_name": record.voter_name,
        "voter_phone": record.voter_phone,
        "taken_by": record.recorded_by,
        "created_at": record.created_at,
        "state_since": record.created_at,
    }
    if record.state == "recorded" and not there:
        return facts | {"state": "received", "due_on": add_workdays(record.received_on, 2)}, ["hand_in"]
    if record.state == "assigned":
        facts |= {"state": "assigned", "due_on": record.due_on, "round": 1, "assigned_on": day_of(record.created_at)}
        return facts, ["hand_in", "accept", "assign"]
    is_content = not there and record.rating != "unsatisfied"
    facts |= {"reply": answer, "result": "A" if is_content else "D", "replied_on": record.told_on or record.received_on}
    facts["replied_by"] = (record.handler or record.recorded_by)[:80]
    line = ["hand_in"] if there else ["hand_in", "accept", "assign", "reply"]
    if not there:
        facts |= {"round": 1, "assigned_on": day_of(record.created_at)}
    if record.state == "settled" and not there:
        return facts | {"state": "replied", "due_on": add_workdays(today, 3)}, line
    told_on = record.told_on or record.received_on
    facts |= {"told_on": told_on, "told_way": record.told_way or "in_person"}
    if not there:
        line.append("tell")
    if record.state != "told":
        return facts | {"state": "told", "due_on": add_workdays(told_on, 10)}, line
    facts["rating"] = record.rating
    if record.rating == "unsatisfied":
        return facts | {"state": "rated", "due_on": add_workdays(today, 3)}, [*line, "rate"]
    return facts | {"state": "closed", "closed_on": told_on}, [*line, "rate", "close"]


def day_of(moment):
    """Return the day of a moment here."""
    return timezone.localtime(moment).date()


def _free_number(on: date, taken: set[str]) -> str:
    while True:
        number = f"{on:%y%m}{secrets.randbelow(1_000_000):06d}"
        if number not in taken:
            taken.add(number)
            return number


class _Handlers:
    """Finds a handler that was written in words."""

    def __init__(self, apps):
        self.units = apps.get_model("liaison", "HandlingUnit").objects
        points = apps.get_model("areas", "Area").objects.filter(kind__in=POINTS).select_related("unit")
        self.points = {}
        for point in points:
            named = {point.name, spoken(point.name)}
            named |= {f"{point.unit.name}{name}" for name in list(named)} if point.unit_id else set()
            for name in named:
                self.points.setdefault(name, set()).add(point.pk)

    def facts(self, words, lead):
        """Return the fields that name the handler; a unit is made where nobody is called so."""
        found = self.points.get(words, set())
        if len(found) == 1:
            return {"handling_point_id": next(iter(found))}
        county = (lead.path or "").split("/")[0]
        unit = self.units.filter(name=words, area__path__startswith=f"{county}/").first()
        unit = unit or self.units.create(name=words, area_id=lead.pk)
        return {"handling_unit_id": unit.pk}


def carry_over(apps, schema_editor):
    """Make the concern of every record that has none, with its steps."""
    records = apps.get_model("liaison", "VoterReception").objects.filter(concern=None)
    related = ("station__organising_area__unit", "household_area")
    rows = list(records.select_related(*related).order_by("pk"))
    if not rows:
        return
    concerns, step_model = apps.get_model("liaison", "Concern"), apps.get_model("liaison", "ConcernStep")
    taken, handlers = set(concerns.objects.values_list("number", flat=True)), _Handlers(apps)
    events = apps.get_model("audit", "AuditEvent").objects.filter(verb__in=OLD_VERBS, succeeded=True).order_by("pk")
    done = {(event.object_id, OLD_VERBS[event.verb]): (event.at, event.actor) for event in events.iterator()}
    for record in rows:
        lead = record.station.organising_area.unit or record.station.organising_area
        facts, line = matter_of(record, today=timezone.localdate())
        if record.handler:
            facts |= handlers.facts(record.handler, lead)
        elif facts["state"] == "replied":
            facts |= handlers.facts(lead.office_name or lead.name, lead)
        nonce = secrets.token_urlsafe(16)
        concern = concerns.objects.create(
            number=_free_number(record.received_on, taken),
            secret_digest=tickets.secret_digest(tickets.secret_of(nonce)),
            nonce_digest=tickets.nonce_digest(nonce),
            station_id=record.station_id,
            origin_id=record.household_area.unit_id if record.household_area_id else None,
            residence_id=record.residence_area_id,
            lead_id=lead.pk,
            routing_reason=f"由接待站点的主办单位{lead.office_name or lead.name}牵头。",
            **facts,
        )
        record.concern_id = concern.pk
        record.save(update_fields=["concern"])
        step_model.objects.bulk_create(_steps(step_model, concern, record, line, done))


def _steps(step_model, concern, record, line, done):
    at, before, first = record.created_at, "", True
    told_at = timezone.make_aware(datetime.combine(record.told_on, time(12))) if record.told_on else None
    steps = []
    for verb in line:
        known_at, by = done.get((str(record.pk), verb), (None, record.recorded_by))
        if verb in ("tell", "rate", "close"):
            known_at = known_at or told_at
        at = max(at, known_at or at)
        after = "told" if verb == "hand_in" and record.route == "on_the_spot" else AFTER[verb]
        notes = {"assign": record.handler, "reply": concern.reply, "tell": concern.reply}
        steps.append(
            step_model(
                concern=concern,
                verb=verb,
                label=LABELS[verb],
                from_state=before,
                to_state=after,
                side="lead",
                by=by,
                at=at,
                note=CARRIED if first else notes.get(verb, ""),
                is_public=verb == "tell",
            )
        )
        before, first = after, False
    return steps


class Migration(migrations.Migration):
    dependencies = [
        ("liaison", "0017_receptions_have_concerns"),
        ("audit", "0004_begin_chain"),
        ("areas", "0002_database_rules"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
