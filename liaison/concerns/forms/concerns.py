"""What staff and deputies type about a concern."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from liaison.concerns.enums import ConcernCategory, FeedbackWay, RefusalReason, ResultClass, SendBackReason, VoterRating
from liaison.concerns.forms.public import TEXT_LIMIT, ConsentForm
from liaison.concerns.models import AnswerTemplate, Concern, HandlingUnit
from liaison.concerns.workflow.intake import PHOTOS
from stations.places.models import Station
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.pictures import PicturesField
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, LineField, PhoneField, PickField, WordsField, form_of

CATEGORIES = [(value, label) for value, label in ConcernCategory.choices if value != ConcernCategory.LAWSUIT]
RATINGS = [(one.value, one.label) for one in VoterRating if one != VoterRating.NONE]


def county_of(area: Area) -> Area:
    """Return the county that `area` lies in."""
    return Area.objects.counties_of(area).get()


class EnterForm(ConsentForm):
    """A concern taken down for somebody who cannot use the form."""

    unagreed = "登记姓名或电话前，请先向群众说明并勾选。"

    station = forms.ModelChoiceField(Station.objects.none(), label="站点", required=False, empty_label="不在站点接待")
    text = WordsField("诉求内容", TEXT_LIMIT, rows=6, min_length=4, help_text="按群众的原话记，一件事记一份。")
    category = PickField("类别", CATEGORIES)
    place = PointField(label="发生在哪个社区（村）", required=False)
    spot = LineField("具体位置", 80, required=False)
    origin = forms.ModelChoiceField(
        Area.objects.none(), label="原选区（户籍所在乡镇街道）", required=False, empty_label="不清楚"
    )
    residence = PointField(label="现居住社区（村）", required=False)
    photos = PicturesField(label="照片", at_most=PHOTOS, required=False)
    voter_name = LineField("群众姓名", 20, required=False, help_text="愿意留的才填，加密保存。")
    voter_phone = PhoneField("电话", any_kind=True, required=False)
    agrees = forms.BooleanField(label="已当面说明个人信息的用途，群众同意登记姓名和电话", required=False)
    may_publish = forms.BooleanField(label="群众同意答复后匿名公开", required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        held = scope.areas() or [appointment.area for appointment in scope.appointments]
        county = county_of(held[0])
        self.fields["place"].within(county)  # type: ignore[attr-defined]
        self.fields["residence"].within(county)  # type: ignore[attr-defined]
        units = Area.objects.within(county).units().current().order_by("order", "code")
        self.fields["origin"].queryset = units  # type: ignore[attr-defined]
        own = scope.areas() if scope.has_role(*STAFF_ROLES) else [county]
        stations = Station.objects.active().organised_within(*own)
        self.fields["station"].queryset = stations.order_by("organising_area__order", "kind", "name")  # type: ignore[attr-defined]
        for name in ("voter_name", "voter_phone", "spot"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the workflow verb."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agrees"}


class MoveForm(forms.Form):
    def __init__(self, *args: Any, user: User, concern: Concern, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user, self.concern = user, concern
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the concern."""


class AcceptForm(MoveForm):
    """Title without personal data, category, how long it may take."""

    title = LineField("办理标题", 60, help_text="不写姓名、电话、门牌号；列表和公开页只显示标题。")
    category = forms.ChoiceField(label="类别", choices=CATEGORIES)
    is_simple = forms.BooleanField(label="简单事项（按较短的期限办理）", required=False)

    def prepare(self) -> None:
        """Propose place and category as the title."""
        self.fields["title"].initial = self.concern.short_title
        self.fields["category"].initial = self.concern.category


class RefuseForm(MoveForm):
    """Why not, and what else to say."""

    refusal = forms.ChoiceField(label="原因", choices=RefusalReason.choices)
    text = WordsField("补充说明", 500, required=False, help_text="选民会看到原因、去哪里反映和这段说明。")


class TransferForm(MoveForm):
    """To which unit, and why."""

    lead = forms.ModelChoiceField(Area.objects.none(), label="改由哪个单位牵头", empty_label="请选择")
    text = WordsField("理由", 150)

    def prepare(self) -> None:
        """Offer the other units of the county, and the county itself."""
        county = county_of(self.concern.lead)
        others = Area.objects.within(county).current().exclude(pk=self.concern.lead_id)
        offered = others.units() | others.filter(pk=county.pk)
        self.fields["lead"].queryset = offered.order_by("order", "code")  # type: ignore[attr-defined]


class AssignForm(MoveForm):
    handler = forms.ChoiceField(label="承办方")
    is_simple = forms.BooleanField(label="简单事项（按较短的期限办理）", required=False)
    shows_contact = forms.BooleanField(label="承办方需要联系选民，可以查看姓名和电话（留痕）", required=False)
    text = WordsField("办理要求", 500, required=False)

    def prepare(self) -> None:
        """Offer the points of the leading unit and the handling units, the place itself first."""
        lead = self.concern.lead
        points = Area.objects.within(lead).points().current().select_related("unit")
        points = points.order_by("unit__order", "order", "code")
        units = HandlingUnit.objects.visible_to(self.user).active()
        self.fields["handler"].choices = [  # type: ignore[attr-defined]
            ("", "请选择"),
            ("承办单位", [(f"unit-{unit.pk}", unit.name) for unit in units]),
            ("社区（村）", [(f"point-{point.pk}", point.full_name) for point in points]),
        ]
        if self.concern.place_id:
            self.fields["handler"].initial = f"point-{self.concern.place_id}"
        self.fields["is_simple"].initial = self.concern.is_simple

    def facts(self) -> dict[str, Any]:
        """Return the handler as point or unit."""
        data = dict(self.cleaned_data)
        kind, number = data.pop("handler").split("-")
        if kind == "unit":
            data["unit"] = HandlingUnit.objects.visible_to(self.user).get(pk=number)
        else:
            data["point"] = Area.objects.points().get(pk=number)
        return data


class PauseForm(MoveForm):
    question = WordsField("请选民补充什么", 300, help_text="选民在查询页会看到这个问题；补充以后自动恢复计时。")


class ReplyForm(MoveForm):
    """The answer and its class."""

    reply = WordsField("答复", TEXT_LIMIT, rows=6, help_text="写明做了什么、结果怎样；选民会看到。")
    result = PickField("办理结果", ResultClass)
    check_on = DayField("再次跟踪日期", required=False, help_text="“列入计划”必须填；到时提醒再答复一次。")

    def prepare(self) -> None:
        """Offer the templates of the office; one that was chosen stands in the field."""
        self.templates = list(AnswerTemplate.objects.visible_to(self.user))


class TellForm(MoveForm):
    """How the voter is told."""

    told_way = forms.ChoiceField(label="反馈方式", choices=FeedbackWay.choices, initial=FeedbackWay.ONLINE)
    text = WordsField("补充的话", 500, required=False, help_text="答复内容会自动显示在选民的查询页。")


class RateForVoterForm(MoveForm):
    """What the voter said on the phone or at the station."""

    rating = forms.ChoiceField(label="选民评价", choices=RATINGS)
    reason = WordsField("说明", 300, required=False)


class SendBackForm(MoveForm):
    """Why it is not ours."""

    reason = forms.ChoiceField(label="原因", choices=SendBackReason.choices)
    text = WordsField("说明", 500, required=False)


class MergeForm(MoveForm):
    """The concern to go along with."""

    number = LineField("并入哪一件（编号）", 20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    text = WordsField("说明", 200, required=False)


class SplitForm(MoveForm):
    """Two to four texts."""

    part1 = WordsField("第一件", TEXT_LIMIT, rows=3)
    part2 = WordsField("第二件", TEXT_LIMIT, rows=3)
    part3 = WordsField("第三件", TEXT_LIMIT, rows=3, required=False)
    part4 = WordsField("第四件", TEXT_LIMIT, rows=3, required=False)

    def prepare(self) -> None:
        """Begin with the whole text."""
        self.fields["part1"].initial = self.concern.text

    def facts(self) -> dict[str, Any]:
        """Return the texts as one list."""
        return {"parts": [self.cleaned_data[f"part{n}"] for n in range(1, 5)]}


class ReasonForm(MoveForm):
    text = WordsField("理由", 500)


class NoteForm(MoveForm):
    """What is said with it, if anything."""

    text = WordsField("说明", 500, required=False)


class EditForm(forms.Form):
    """What the office may mend."""

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any):
        names = ("title", "category", "place", "spot")
        kwargs["initial"] = {name: getattr(concern, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Concern, ("title", "spot")))
        self.fields["category"] = forms.ChoiceField(label="类别", choices=CATEGORIES)
        self.fields["place"] = PointField(label="发生地", required=False)
        self.fields["place"].within(county_of(concern.lead))  # type: ignore[attr-defined]
        self.initial["place"] = concern.place_id
        self.order_fields(names)


#: what everybody may read
PublishForm = form_of(
    public_text=WordsField("公开的诉求", 500, help_text="用自己的话概括，不出现姓名、电话、门牌号。"),
    public_reply=WordsField("公开的答复", 1000, rows=4),
)


def _edge(label: str) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=0, max_value=100)


class BlackenForm(forms.Form):
    """One box in percent of the picture; with script it is drawn with mouse or finger."""

    left = _edge("左边（%）")
    top = _edge("上边（%）")
    right = _edge("右边（%）")
    bottom = _edge("下边（%）")

    def clean(self) -> dict[str, Any]:
        """Refuse a box without width or height."""
        data = super().clean() or {}
        if not self.errors and (data["left"] >= data["right"] or data["top"] >= data["bottom"]):
            raise forms.ValidationError("右边要大于左边，下边要大于上边。")
        return data

    def facts(self) -> dict[str, Any]:
        """Return the box as parts of width and height."""
        return {"boxes": [tuple(self.cleaned_data[edge] / 100 for edge in ("left", "top", "right", "bottom"))]}


class UnitForm(forms.Form):
    """A handling unit and the people who answer for it."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="经办人账号",
        required=False,
        help_text="由系统管理员开通“承办单位”账号后在这里勾选；没有账号的单位用办理单上的链接答复。",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, unit: HandlingUnit | None = None, **kwargs: Any):
        offices = scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        known = {"members": list(unit.members.values_list("pk", flat=True))} if unit else {"is_active": True}
        if unit:
            known |= {name: getattr(unit, name) for name in ("name", "area", "office_phone", "is_active")}
        super().__init__(*args, **{**kwargs, "initial": known})
        self.fields.update(fields_for_model(HandlingUnit, ("name", "office_phone", "is_active")))
        self.fields["area"] = forms.ModelChoiceField(
            Area.objects.filter(pk__in=[area.pk for area in offices]), label="所属", empty_label=None
        )
        able = User.objects.filter(is_active=True, appointments__role=Role.HANDLING_UNIT).distinct()
        self.fields["members"].queryset = able.order_by("name")  # type: ignore[attr-defined]
        self.order_fields(("name", "area", "office_phone", "members", "is_active"))


#: words for answers
TemplateForm = form_of(title=LineField("名称", 40, help_text="同名的会被替换。"), text=WordsField("内容", 1000, rows=5))
