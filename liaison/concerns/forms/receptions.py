"""What people type about receptions of voters."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.people.enums import CongressLevel
from deputies.people.fields import DeputiesField, DeputyField, choosable_deputies
from deputies.people.models import Deputy
from deputies.people.own import deputy_of
from liaison.concerns.enums import CARRIED, ReceptionRoute, ResultClass
from liaison.concerns.forms.concerns import CATEGORIES
from liaison.concerns.forms.public import TEXT_LIMIT, ConsentForm
from liaison.concerns.models import VoterReception
from stations.places.models import Station
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, LineField, PhoneField, PickField, WordsField

SHEET = ("received_on", "household_area", "residence_area", "proposal", "voter_address")
MATTER = ("category", "text", "place", "spot", "voter_name", "voter_phone")
ORDER = (
    "station", "received_on", "deputies", "text", "category", "place", "spot", "route", "answer", "result", "carrier", "proposal",
    "voter_name", "voter_phone", "voter_address", "agrees", "household_area", "residence_area",
)  # fmt: skip
ONLY_AT_FIRST = ("station", "route", "answer", "result", "carrier")
THERE = (ResultClass.A, ResultClass.D)  # what an answer on the spot may have come to


class ReceptionForm(ConsentForm):
    """What one voter brought, and where it goes. Staff say who received; a deputy who writes it down is the one.

    Once it is on its way the record is corrected without station and route.
    """

    unagreed = "登记姓名或电话前，请先向选民说明并勾选。"

    received_on = DayField("日期", initial=timezone.localdate)
    deputies = DeputiesField("接待代表")
    text = WordsField("反映内容", TEXT_LIMIT, rows=4, help_text="听清、记准，一件事一份记录；代表不直接处理问题。")
    category = PickField("类别", CATEGORIES)
    place = PointField(
        label="发生在哪个社区（村）", required=False, help_text="写明了，就由那里的街道（乡镇）牵头办理。"
    )
    spot = LineField("具体位置", 80, required=False)
    route = PickField("去向", ReceptionRoute)
    result = PickField("当场答复的结果", THERE, required=False, help_text="去向是“当场答复”的必填；选民可以评价。")
    carrier = DeputyField(
        Deputy.objects.none(),
        label="由哪位代表提出或反映",
        required=False,
        empty_label="请选择",
        help_text="转为代表建议：选接待代表中的一位；委托上级代表反映：选一位县人大代表。",
    )
    voter_name = LineField("选民姓名", 20, required=False, help_text="选民愿意留的才填，加密保存，不公开。")
    voter_phone = PhoneField("选民电话", any_kind=True, required=False)
    agrees = forms.BooleanField(label="已当面说明个人信息的用途，选民同意登记姓名和电话", required=False)
    household_area = PointField(label="户籍地", required=False)
    residence_area = PointField(label="现居住地", required=False)

    def __init__(self, *args: Any, user: User, reception: VoterReception | None = None, **kwargs: Any):
        if reception:
            kwargs["initial"] = _known(reception)
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        self.is_staff = scope.has_role(*STAFF_ROLES)
        self.fields.update(fields_for_model(VoterReception, ("answer", "proposal", "voter_address")))
        for name in ("answer", "proposal"):
            self.fields[name].widget.attrs["rows"] = 2
        self.fields["voter_address"].widget = forms.TextInput()
        for name in ("voter_name", "voter_phone", "voter_address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if self.is_staff:
            self.fields["deputies"].queryset = choosable_deputies(user)  # type: ignore[attr-defined]
            self.fields["deputies"].error_messages["required"] = "请至少勾选一位接待代表。"
        else:
            del self.fields["deputies"]
        counties = Area.objects.counties_of(*(held.area for held in scope.appointments))
        for name in ("place", "household_area", "residence_area"):
            self.fields[name].within(*counties)  # type: ignore[attr-defined]
        if reception is None:
            own = scope.areas() if self.is_staff else counties
            stations = Station.objects.active().order_by("organising_area__order", "kind", "name")
            stations = stations.organised_within(*own)
            self.fields["station"] = forms.ModelChoiceField(stations, label="站点", empty_label="请选择站点")
            self.fields["carrier"].queryset = _carriers(user, counties)  # type: ignore[attr-defined]
        else:
            for name in ONLY_AT_FIRST[1:]:
                del self.fields[name]
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """Leave out what belongs to another route, so that a change of mind on the page is no fault."""
        data = super().clean()
        if data.get("route") not in CARRIED:
            data.pop("carrier", None)
        if data.get("route") != ReceptionRoute.ON_THE_SPOT:
            data.pop("result", None)
        return data

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as arguments of the workflow verb."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "agrees"}
        if not self.is_staff and "station" in data:
            data["deputies"] = []
        return data


def _known(reception: VoterReception) -> dict[str, Any]:
    """Return what stands in a record and its concern."""
    known = {name: getattr(reception, name) for name in SHEET}
    known |= {name: getattr(reception.concern, name) for name in MATTER}
    known["deputies"] = list(reception.deputies.values_list("pk", flat=True))
    known["agrees"] = reception.concern.consented_at is not None
    return known


def _carriers(user: User, counties: list[Area]) -> Any:
    """Return the deputies who may be named to take a matter on: those in sight, and the county's own."""
    own = deputy_of(user)
    near = choosable_deputies(user).values("pk")
    county = Deputy.objects.filter(
        lies_in("origin", *counties),
        mandates__level=CongressLevel.COUNTY,
        mandates__ended_on__isnull=True,
        mandates__suspension="",
    ).values("pk")
    found = Deputy.objects.filter(pk__in=near) | Deputy.objects.filter(pk__in=county)
    if own:
        found |= Deputy.objects.filter(pk=own.pk)
    return found.select_related("origin").order_by("name_pinyin", "pk")
