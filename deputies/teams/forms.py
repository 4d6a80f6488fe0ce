"""What people type about teams and their members. Rules stay in `deputies.teams.workflow`."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.associates.forms import AssociatesField
from deputies.associates.models import Associate
from deputies.people.fields import DeputiesField
from deputies.people.models import Deputy
from deputies.people.policies import OFFICES
from deputies.teams.enums import TeamRole
from deputies.teams.models import Team, TeamMember
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, day_widget, form_of

TEAM_FACTS = ("name", "kind", "theme", "purpose", "begins_on", "ends_on")


def may_join(team: Team) -> QuerySet[Deputy]:
    """Return the deputies in office whom `team` may take in: elected or living in its units or in areas that it serves."""
    areas = (*team.areas, *team.served_areas.all())
    here = lies_in("origin", *areas) | lies_in("residence", *areas)
    present = TeamMember.objects.filter(team=team, left_on__isnull=True, deputy__isnull=False).values("deputy_id")
    people = Deputy.objects.filter(here).serving().exclude(pk__in=present)
    return people.select_related("origin").order_by("origin__order", "name_pinyin", "pk")


def others_for(team: Team, user: User) -> QuerySet[Associate]:
    """Return those in office, no deputies, whom `team` may take in and `user` may see."""
    here = lies_in("area", *team.areas, *team.served_areas.all())
    present = TeamMember.objects.filter(team=team, left_on__isnull=True, associate__isnull=False).values("associate_id")
    rows = Associate.objects.in_office().filter(here | Q(pk__in=Associate.objects.visible_to(user).values("pk")))
    return rows.exclude(pk__in=present).select_related("area").order_by("area__path", "name_pinyin", "pk")


class AreasField(forms.ModelMultipleChoiceField):
    """Several areas, named with their units."""

    label_from_instance = AreaField.label_from_instance


class TeamForm(forms.Form):
    """A team: what it is called, which units lead it, whom it serves."""

    def __init__(self, *args: Any, user: User, team: Team | None = None, **kwargs: Any):
        """user: offers the units of the user's offices to lead; team: the one that is changed."""
        if team:
            known = {name: getattr(team, name) for name in (*TEAM_FACTS, "area", "partner")}
            kwargs["initial"] = {**known, "served_areas": list(team.served_areas.all())}
        super().__init__(*args, **kwargs)
        own = scope_of(user).areas(*OFFICES)
        all_units = Area.objects.beside(*own).units().current().order_by("order", "code")
        offered = all_units if team else all_units.within(*own)
        points = Area.objects.beside(*own).points().current().select_related("unit")
        self.fields = {
            **fields_for_model(
                Team,
                TEAM_FACTS,
                widgets={"begins_on": day_widget(), "ends_on": day_widget(), "purpose": forms.Textarea({"rows": 3})},
                help_texts={
                    "theme": "例如：产业帮搬、就业帮搬、就学帮搬、生活帮搬。",
                    "ends_on": "没有届满日期的不填。",
                },
            ),
            "area": AreaField(offered, label="牵头单位", empty_label="请选择"),
            "partner": AreaField(
                all_units, label="联合单位", required=False, empty_label="没有", help_text="街乡协作组等联合团队才选。"
            ),
            "served_areas": AreasField(
                points.order_by("unit__order", "order", "code"),
                label="服务区域",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="服务的社区、安置小区所在社区或村；可以不选。",
            ),
        }
        if not team and offered.count() == 1:
            self.fields["area"].initial = offered.first()
        self.order_fields(("name", "kind", "area", "partner", "theme", "begins_on", "ends_on", "purpose"))


class DeputiesForm(forms.Form):
    """Deputies who join together."""

    role = forms.ChoiceField(label="团队职务", choices=TeamRole, initial=TeamRole.MEMBER)
    task = LineField("分工", 80, required=False, help_text="例如：联系山水家园小区。")
    joined_on = DayField("加入日期", initial=timezone.localdate)
    deputies = DeputiesField("代表")

    def __init__(self, *args: Any, team: Team, **kwargs: Any):
        """team: whom it may take in."""
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = may_join(team)

    def clean(self) -> dict[str, Any]:
        """Only one person can be head."""
        data = super().clean() or {}
        if data.get("role") == TeamRole.HEAD and len(data.get("deputies") or ()) > 1:
            self.add_error("role", "组长只有一位，请只勾选一位代表，其余的另行加入。")
        return data


class MemberForm(forms.Form):
    """Role and task of a member in the team."""

    FACTS = ("role", "task")

    def __init__(self, *args: Any, member: TeamMember, **kwargs: Any):
        """member: the one that is changed."""
        kwargs["initial"] = {name: getattr(member, name) for name in self.FACTS}
        super().__init__(*args, **kwargs)
        self.fields = fields_for_model(TeamMember, self.FACTS)


class OthersForm(forms.Form):
    """People of the register who are no deputies and join together."""

    role = forms.ChoiceField(label="团队职务", choices=TeamRole, initial=TeamRole.MEMBER)
    task = LineField("分工", 80, required=False)
    joined_on = DayField("加入日期", initial=timezone.localdate)
    associates = AssociatesField("人员", help_text="名单里没有的，先到“代表—议事员等人员”登记，再回来勾选。")

    def __init__(self, *args: Any, team: Team, user: User, **kwargs: Any):
        """team: whom it may take in; user: of those, whom the person may see."""
        super().__init__(*args, **kwargs)
        self.fields["associates"].queryset = others_for(team, user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only one person can be head."""
        data = super().clean() or {}
        if data.get("role") == TeamRole.HEAD and len(data.get("associates") or ()) > 1:
            self.add_error("role", "组长只有一位，请只勾选一位，其余的另行加入。")
        return data


class LeaveForm(forms.Form):
    """Why and when a member leaves."""

    reason = LineField("退出原因", 120, help_text="例如：工作调动、迁往别处、本人申请。")
    on = DayField("退出日期", initial=timezone.localdate)

    def clean_on(self):
        """Nobody leaves on a day to come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("退出日期不能晚于今天。")
        return day


DisbandForm = form_of(reason=LineField("撤销原因", 120, missing="请写明撤销原因。"))
