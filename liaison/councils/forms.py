"""What people type about council meetings."""

from typing import Any

from django import forms
from django.db.models import Q

from deputies.associates.forms import AssociatesField
from deputies.associates.models import Associate
from liaison.councils.enums import ItemKind, SeatStatus
from liaison.councils.models import AgendaItem, CouncilMeeting
from liaison.councils.rules import Votes
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, PickField, WordsField, form_of, known_of


class MeetingForm(forms.Form):
    """Whose council meets when and where."""

    area = AreaField(Area.objects.none(), label="单位", empty_label="请选择")
    on = DayField("会议日期", missing="请填写会议日期。")
    place = LineField("地点", 80, required=False)
    chair = LineField("主持人", 40, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units = Area.objects.within(*scope_of(user).areas(*OFFICES)).units().current().order_by("order", "code")
        self.fields["area"].queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["area"].initial = units[0]


class MembersForm(forms.Form):
    """Day, place, and who is called."""

    on = DayField("会议日期", missing="请填写会议日期。")
    place = LineField("地点", 80, required=False)
    chair = LineField("主持人", 40, required=False)
    members = AssociatesField("应到成员", help_text="本单位的议事员已列出，也可以请网格员、党员、村社干部参加。")

    def __init__(self, *args: Any, meeting: CouncilMeeting, **kwargs: Any):
        called = list(meeting.seats.values_list("associate_id", flat=True))
        known = {**known_of(meeting, ("on", "place", "chair")), "members": called}
        super().__init__(*args, **{**kwargs, "initial": known})
        here = Associate.objects.in_office().filter(lies_in("area", meeting.area)).values("pk")
        rows = Associate.objects.filter(Q(pk__in=here) | Q(pk__in=called)).select_related("area")
        self.fields["members"].queryset = rows.order_by("area__path", "name_pinyin", "pk")  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """One item of the agenda. Projects stand one a line: name, then the unit behind a blank, comma or semicolon."""

    kind = PickField("方式", ItemKind, missing="请选择方式。")
    title = LineField("议题", 80, missing="请填写议题。")
    speaker = LineField("报告或提出人", 60, required=False)
    places = forms.IntegerField(label="应选项目数", min_value=1, max_value=50, required=False, help_text="票决才填。")
    projects = WordsField(
        "候选项目",
        2000,
        required=False,
        help_text="票决才填：一行一个，项目和实施单位之间用逗号隔开，例如“老旧小区加装电梯，街道城建办”。候选应多于应选。",
    )

    def __init__(self, *args: Any, item: AgendaItem | None = None, **kwargs: Any):
        if item:
            lines = "\n".join(f"{one.name}，{one.unit}" if one.unit else one.name for one in item.projects.all())
            kwargs["initial"] = {**known_of(item, ("kind", "title", "speaker", "places")), "projects": lines}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A vote needs its places and its projects; nothing else has any."""
        data = super().clean() or {}
        if data.get("kind") == ItemKind.VOTE:
            if not data.get("places"):
                self.add_error("places", "票决请填写要选出几个项目。")
            if not data.get("projects"):
                self.add_error("projects", "票决请填写候选项目，一行一个。")
        return data

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        data = dict(self.cleaned_data)
        is_vote = data["kind"] == ItemKind.VOTE
        lines = [line.replace(",", "，").replace("；", "，").strip("， ") for line in data.pop("projects").splitlines()]
        pairs = [tuple(part.strip() for part in line.partition("，")[::2]) for line in lines if line]
        return {**data, "places": data["places"] if is_vote else None, "projects": pairs if is_vote else []}


class RollForm(forms.Form):
    """How every member attended."""

    def __init__(self, *args: Any, meeting: CouncilMeeting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.seats = list(meeting.seats.select_related("associate__area"))
        for seat in self.seats:
            self.fields[f"seat-{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.associate.name}（{seat.associate.area.short_name}）",
                choices=SeatStatus.choices,
                initial=seat.status or SeatStatus.PRESENT,
                widget=forms.RadioSelect,
            )

    def facts(self) -> dict[str, Any]:
        """Return the marks by the id of the seat."""
        return {"marks": {seat.pk: self.cleaned_data[f"seat-{seat.pk}"] for seat in self.seats}}


class CountForm(forms.Form):
    """The ballots, and the votes of every project."""

    ballots_out = forms.IntegerField(label="发出票数", min_value=0, max_value=2000)
    ballots_in = forms.IntegerField(label="收回票数", min_value=0, max_value=2000)
    ballots_void = forms.IntegerField(label="无效票", min_value=0, max_value=2000, initial=0)

    WAYS = (("for", "赞成"), ("against", "反对"), ("abstained", "弃权"))

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any):
        known = known_of(item, ("ballots_out", "ballots_in", "ballots_void")) if item.counted_at else {}
        super().__init__(*args, **{**kwargs, "initial": known})
        self.projects = list(item.projects.all())
        for project in self.projects:
            for way, label in self.WAYS:
                self.fields[f"{way}-{project.pk}"] = forms.IntegerField(
                    label=f"{project.name}：{label}",
                    min_value=0,
                    max_value=2000,
                    initial=getattr(project, f"votes_{way}"),
                )

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        data = self.cleaned_data
        votes = {project.pk: Votes(*(data[f"{way}-{project.pk}"] for way, _ in self.WAYS)) for project in self.projects}
        ballots = (data["ballots_out"], data["ballots_in"], data["ballots_void"])
        return {**dict(zip(("given", "returned", "void"), ballots, strict=True)), "votes": votes}


ConclusionForm = form_of(conclusion=WordsField("讨论情况和结论", 2000, missing="请写明讨论情况和结论。"))
CancelForm = form_of(reason=LineField("取消原因", 200, missing="请写明取消会议的原因。"))
