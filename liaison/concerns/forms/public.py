"""What voters type behind a code, and what a unit without an account answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from liaison.concerns import guard, tickets
from liaison.concerns.enums import ConcernCategory, ResultClass, SendBackReason, VoterRating
from liaison.concerns.scope_check import EMERGENCY
from liaison.concerns.workflow.intake import PHOTOS
from yunhe.areas.models import Area
from yunhe.pictures import PicturesField
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, LineField, PhoneField, PickField, WordsField
from yunhe.web.forms.refusable import RefusableForm

TEXT_LIMIT = 2000
SHOWN_AGAIN = 20_000  # characters of a far too long text that are shown again
CATEGORIES = [
    *((value, label) for value, label in ConcernCategory.choices if value not in ("lawsuit", "other")),
    (ConcernCategory.OTHER.value, "其他事情"),
    (EMERGENCY, "紧急求助（火警、急救、报警）"),
    (ConcernCategory.LAWSUIT.value, "打官司、仲裁、行政复议的事"),
]


class SubjectForm(RefusableForm):
    """First page: what it is about, and where."""

    text = WordsField(
        "您要反映什么",
        TEXT_LIMIT,
        rows=6,
        min_length=4,
        help_text="一次说一件事：什么情况、希望怎样解决。不用写姓名和身份证号。",
        error_messages={
            "required": "请写一写您要反映的事情。",
            "min_length": "写得太短了，请说清楚是什么事情。",
            "max_length": f"最多 {TEXT_LIMIT} 个字，请写得简短一些。",
        },
    )
    category = PickField(
        "属于哪一类",
        CATEGORIES,
        error_messages={"required": "请选择一类，不确定就选“其他事情”。", "invalid_choice": "请从列表里选一类。"},
    )
    place = PointField(label="事情发生在哪个社区（村）", required=False, help_text="不清楚可以不选。")
    spot = LineField("具体位置", 80, required=False, help_text="例如：3幢楼下、菜场东门。")

    def __init__(self, data: Any = None, *, county: Area, place: Area | None = None, **kwargs: Any):
        if data is not None and len(data.get("text", "")) > SHOWN_AGAIN:
            data = data.copy()
            data["text"] = data["text"][:SHOWN_AGAIN]
        super().__init__(data, **kwargs)
        self.fields["place"].within(county)  # type: ignore[attr-defined]
        self.fields["place"].initial = place.pk if place else None


class ConsentForm(forms.Form):
    """Name and phone of a voter are taken only with the tick `agrees`; `unagreed` says so."""

    unagreed: str

    def clean(self) -> dict[str, Any]:
        """Demand the consent where name or phone are given."""
        data = super().clean() or {}
        if (data.get("voter_name") or data.get("voter_phone")) and not data.get("agrees"):
            self.add_error("agrees", self.unagreed)
        return data


def looks_written(data: Any) -> bool:
    """Whether a program seems to have filled the form in, or had to solve a sum for it already: such a form is asked a sum, so
    that a person whose browser filled the trap has a way on.
    """
    return bool(data.get("leave_empty") or data.get("sealed"))


class SendForm(RefusableForm, ConsentForm):
    """Second page: who it comes from, as far as the voter wants to say, and photos."""

    unagreed = "填了姓名或电话，请勾选同意；不愿意的话请清空这两项，匿名提交。"

    origin = forms.ModelChoiceField(
        Area.objects.none(),
        label="您的户籍（原选区）在哪个乡镇街道",
        required=False,
        empty_label="不填",
        help_text="从乡镇搬到县城的，填原来的乡镇；那里的人大会同时看到。",
    )
    residence = PointField(label="您现在住在哪个社区（村）", required=False)
    photos = PicturesField(label="照片", at_most=PHOTOS, required=False)
    voter_name = LineField("姓名", 20, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    voter_phone = PhoneField(
        "电话",
        any_kind=True,
        required=False,
        help_text="姓名和电话都可以不填。留下电话，承办时有不清楚的可以问您。",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    agrees = forms.BooleanField(label="我已阅读个人信息说明，同意为办理这件事使用我的姓名和电话", required=False)
    may_publish = forms.BooleanField(label="答复后可以匿名公开这件事（由工作人员改写，不出现我的信息）", required=False)
    leave_empty = forms.CharField(
        label="请不要填写这一栏",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        county: Area,
        asks_sum: bool = False,
        must_confirm: bool = False,
        takes_photos: bool = True,
        **kwargs: Any,
    ):
        """takes_photos: the ticket of the page holds; without it no photo is decoded."""
        if data is not None and data.get("leave_empty"):
            data = data.copy()  # shown empty again: a browser may have filled it in for an honest person
            data["leave_empty"] = ""
        super().__init__(data, files, **kwargs)
        units = Area.objects.within(county).units().current().order_by("order", "code")
        self.fields["origin"].queryset = units  # type: ignore[attr-defined]
        self.fields["residence"].within(county)  # type: ignore[attr-defined]
        self.riddle: guard.Sum | None = None
        if must_confirm:
            self.fields["confirmed"] = forms.BooleanField(
                label="我已看过上面的提示，这件事仍要请代表反映",
                error_messages={"required": "请先看一看上面的提示；如果仍要提交，请勾选这一项。"},
            )
        if asks_sum:
            self.riddle = guard.new_sum()
            self.fields["sum"] = LineField(
                f"请回答：{self.riddle.question}",
                4,
                help_text="现在提交的人很多，请算一下，可以写数字或汉字。",
                missing="请写出得数。",
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
            )

        photos = self.fields.pop("photos")
        photos.only_if = lambda: takes_photos and "sum" not in self.errors  # type: ignore[attr-defined]
        self.fields["photos"] = photos  # last: decoded only when the trap and the sum have been judged

    def clean_sum(self) -> str:
        """Refuse a wrong result of the sum that was shown."""
        if not guard.is_right(self.data.get("sealed", ""), self.cleaned_data["sum"]):
            raise ValidationError("得数不对，请看新的题目再算一次。")
        return ""

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the workflow verb, without the photos."""
        names = ("origin", "residence", "voter_name", "voter_phone", "may_publish")
        return {name: self.cleaned_data[name] for name in names}


class FollowForm(forms.Form):
    """Number and secret."""

    number = LineField("编号", 20, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}))
    secret = LineField("查询码", 20, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean_number(self) -> str:
        return tickets.fold(self.cleaned_data["number"])


class RateForm(RefusableForm):
    """What the voter thinks of the answer."""

    rating = forms.ChoiceField(
        label="您对办理结果",
        choices=[(one.value, one.label) for one in VoterRating if one != VoterRating.NONE],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )
    reason = WordsField("说明", 300, required=False, help_text="选“不满意”请写明原因，会重新办理一次。")


class MoreForm(RefusableForm):
    text = WordsField("补充的情况", 1000, rows=4, missing="请写下要补充的情况。")


class UnitAnswerForm(RefusableForm):
    """The answer of a unit that has no account: an answer, or that it is not concerned."""

    who = LineField("经办人", 20, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    reply = WordsField("答复", TEXT_LIMIT, rows=6, required=False)
    result = PickField("办理结果", ResultClass, required=False)
    check_on = DayField("再次跟踪日期", required=False, help_text="选 B 或 C 时填写：什么时候再答复一次。")
    reason = PickField("退回原因", SendBackReason, required=False)
    text = WordsField("退回说明", 300, rows=2, required=False)

    def __init__(self, data: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.returns = bool(data) and data.get("act") == "return"

    def clean(self) -> dict[str, Any]:
        """Demand what belongs to answering, or to returning."""
        data = super().clean() or {}
        needed = (
            {"reason": "请选择退回原因。"} if self.returns else {"reply": "请填写答复。", "result": "请选择办理结果。"}
        )
        for name, sentence in needed.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return data
