"""Whom a sign-in sheet names, and whose presence is new."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from deputies.people.models import Deputy
from deputies.people.naming import name_key
from deputies.rosters.known import has_other_phone, with_phone
from deputies.rosters.remarks import error, info, warning
from stations.activities.models import Activity
from stations.presence.enums import SheetMark
from stations.presence.models import CheckIn
from yunhe.areas.querysets import within_q
from yunhe.imports.enums import RowAction
from yunhe.imports.rows import PlannedRow, decide_anew

_DECIDED = frozenset({"deputy_unknown", "deputy_ambiguous", "row_repeated", "phone_differs", "guest"})


class SignInPlanner:
    """Plans the rows of one sheet for `activity`: deputies in office of its county, those invited before others."""

    def __init__(self, activity: Activity, rows: Sequence[PlannedRow]):
        self.activity, self.rows = activity, rows
        wanted = {name_key(row.payload["name"]) for row in rows if row.payload.get("name")}
        county = within_q("origin", [activity.organising_area.county_path])
        serving = Deputy.objects.serving().filter(county).select_related("origin")
        self.people: dict[str, list[Deputy]] = defaultdict(list)
        for pk, name in serving.order_by("pk").values_list("pk", "name"):
            if (key := name_key(name)) in wanted:
                self.people[key].append(pk)
        known = serving.in_bulk([pk for found in self.people.values() for pk in found])
        self.people = {key: [known[pk] for pk in found] for key, found in self.people.items()}
        self.invited = set(activity.invitations.values_list("deputy_id", flat=True))
        self.present = set(CheckIn.objects.standing().filter(activity=activity).values_list("deputy_id", flat=True))

    def plan(self) -> list[PlannedRow]:
        """Set action, changes, target and object_id of every row; return the rows."""
        return decide_anew(self.rows, partial(self._decide, seen={}), decided=_DECIDED)

    def _decide(self, row: PlannedRow, *, seen: dict[int, int]) -> None:
        deputy = self._person(row)
        if deputy is None:
            return
        if deputy.pk in seen:
            said = f"与第 {seen[deputy.pk]} 行是同一位代表，重复，未登记。"
            row.say(error("row_repeated", said, "请删去一行，或核对姓名。"))
            return
        seen[deputy.pk] = row.row
        row.object_id, row.origin_name = deputy.pk, deputy.origin.name
        mark = row.payload["mark"]
        if deputy.pk in self.present:
            row.target = "已签到，不重复登记"
        elif mark == SheetMark.PRESENT:
            row.action, row.target = RowAction.CREATED, "登记到场"
            row.changes = {"签到": ["", "到场"]}
            if self.invited and deputy.pk not in self.invited:
                row.say(info("guest", f"{deputy.name}不在邀请名单里，作为列席登记。", ""))
        else:
            row.target = SheetMark(mark).label

    def _person(self, row: PlannedRow) -> Deputy | None:
        """Return the one deputy in office whom a row names; namesakes are told apart by phone, then by the invitations."""
        name, phone = row.payload["name"], row.payload.get("phone")
        found = self.people.get(name_key(name), [])
        if len(found) > 1:
            found = with_phone(found, phone)
        if len(found) > 1:
            found = [deputy for deputy in found if deputy.pk in self.invited] or found
        if len(found) > 1:
            hint = "请在表里写上手机，或在活动里用“补登纸质签到单”勾选本人。"
            row.say(error("deputy_ambiguous", f"有 {len(found)} 位同名的在任代表“{name}”，未登记。", hint))
            return None
        if not found:
            hint = "不是代表的人员不在这里登记；是代表的请核对姓名。"
            row.say(error("deputy_unknown", f"没有在任的代表“{name}”，未登记。", hint))
            return None
        if has_other_phone(found[0], phone):
            said = f"{name}的手机与登记册不同，只登记到场，不改手机。"
            row.say(warning("phone_differs", said, "请核对是不是同一人；换号的请在代表档案里改。"))
        return found[0]
