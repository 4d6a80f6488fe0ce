"""Forms of the choices and of the group robots."""

from django import forms

from yunhe.accounts.enums import Role
from yunhe.accounts.forms import password_field
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.notices.enums import MailRhythm, NoticeKind
from yunhe.notices.models import DeliveryChoice, GroupRobot
from yunhe.web.forms.fields import known_of

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def quiet_fields() -> tuple[forms.TimeField, forms.TimeField]:
    """Return the two fields of the quiet hours."""
    return (
        forms.TimeField(label="免打扰从", widget=CLOCK, help_text="到第二天早上的也可以。"),
        forms.TimeField(label="免打扰到", widget=CLOCK, help_text="这段时间不向外发送；到点后补发。"),
    )


class ChoiceForm(forms.Form):
    """What the signed-in person wants by mail."""

    email = forms.EmailField(label="邮箱", required=False, max_length=120, help_text="只用来发提醒，加密保存。")
    password = password_field(
        "当前密码", "current-password", required=False, help_text="更换邮箱时填写，其他修改不必填。"
    )
    rhythm = forms.ChoiceField(label="邮件提醒", choices=MailRhythm, widget=forms.RadioSelect)
    quiet_from, quiet_to = quiet_fields()
    digest_hour = forms.TypedChoiceField(
        label="每天汇总时间", coerce=int, choices=[(hour, f"{hour} 点") for hour in range(6, 21)]
    )
    muted = forms.MultipleChoiceField(
        label="这些类别不发邮件",
        choices=NoticeKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="站内通知始终保留。",
    )

    def __init__(self, *args, choice: DeliveryChoice, **kwargs):
        self.choice = choice
        fields = [name for name in self.base_fields if name != "password"]
        super().__init__(*args, **{**kwargs, "initial": known_of(choice, fields)})

    def clean(self):
        """Ask for the present password where the address changes: what is sent there tells of people's affairs."""
        cleaned = super().clean()
        if "email" in cleaned and cleaned["email"] != self.choice.email:
            if not cleaned.get("password"):
                self.add_error("password", "更换邮箱须填写当前密码。")
            elif not self.choice.user.check_password(cleaned["password"]):
                self.add_error("password", "当前密码不对，请重新输入。")
        return cleaned

    def facts(self) -> dict:
        """Return the choice, without the password."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}


class RobotForm(forms.Form):
    """The robot of an office's chat group. The secret is never shown again; left empty it stays as it is."""

    name = forms.CharField(label="名称", max_length=40, help_text="例如：赤石乡人大工作群")
    area = forms.ModelChoiceField(label="单位", queryset=Area.objects.none())
    address = forms.CharField(
        label="Webhook 地址", max_length=400, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    secret = forms.CharField(
        label="加签密钥", max_length=200, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    quiet_from, quiet_to = quiet_fields()
    muted = forms.MultipleChoiceField(
        label="这些类别不提醒", choices=NoticeKind, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label="启用", required=False)

    def __init__(self, *args, user, robot: GroupRobot | None = None, **kwargs):
        self.robot = robot
        shown = robot or GroupRobot()
        fields = ("name", "quiet_from", "quiet_to", "muted", "is_active")
        known = known_of(shown, fields) | {"area": shown.area_id}
        super().__init__(*args, **{**kwargs, "initial": known})
        own = scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        area = self.fields["area"]
        area.queryset = Area.objects.within(*own).filter(parent__isnull=True) | Area.objects.within(*own).units()
        if len(own) == 1 and not robot:
            self.initial["area"] = own[0].pk
        for name in ("address", "secret"):
            self.fields[name].required = robot is None
            if robot:
                self.fields[name].help_text = "已加密保存，不再显示。不改请留空。"

    def facts(self) -> dict:
        """Return the cleaned data; address and secret left empty are those of the robot."""
        facts = dict(self.cleaned_data)
        for name in ("address", "secret"):
            if not facts[name] and self.robot:
                facts[name] = getattr(self.robot, name)
        return facts
