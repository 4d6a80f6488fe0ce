"""Signing in, the own password, accounts and appointments."""

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.validators import RegexValidator
from django.db.models import Case, F, When
from django.utils import timezone

from yunhe.accounts.account_policies import WAITS, can_appoint, can_open_account
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.names import username_of
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import reason_against
from yunhe.web.forms.fields import DayField, LineField, form_of
from yunhe.web.forms.refusable import RefusableForm


def password_field(label: str, autocomplete: str, **kwargs) -> forms.CharField:
    """Return a field for a password; pasting is allowed, blanks count."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-password": ""})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **kwargs)


class SignInForm(forms.Form):
    """Sign-in name and password; `user` holds the account once the form is valid."""

    username = forms.CharField(
        label="登录名或手机号",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = password_field("密码", "current-password")

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None

    def clean_username(self) -> str:
        """Return the sign-in name that is meant: capitals do no harm, a deputy's mobile number does as well."""
        return username_of(self.cleaned_data["username"])

    def clean(self):
        """Authenticate; one sentence for every failure, so that it does not tell which names exist."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.user = authenticate(self.request, username=cleaned["username"], password=cleaned["password"])
        if self.user is None:
            raise forms.ValidationError(
                "登录名或密码不对，或账号已停用。"
                f"请检查密码的大小写后再试；连续 {settings.AXES_FAILURE_LIMIT} 次错误将锁定一段时间。"
            )
        if self.user.waits_since:
            raise forms.ValidationError(WAITS)
        return cleaned


class PasswordChangeForm(forms.Form):
    """The present password and the new one, twice."""

    old_password = password_field("当前密码", "current-password")
    new_password = password_field("新密码", "new-password")
    new_password_again = password_field("再输入一次新密码", "new-password")

    def __init__(self, user: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.must_change_password:
            self.fields["old_password"].label = "初始密码"

    @property
    def rules(self) -> list[str]:
        """What a password must be."""
        return password_validators_help_texts()

    def clean_old_password(self):
        """Refuse a wrong present password."""
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError(f"{self.fields['old_password'].label}不对，请重新输入。")
        return old

    def clean_new_password(self):
        """Hold the new password against the rules."""
        new = self.cleaned_data["new_password"]
        validate_password(new, self.user)
        return new

    def clean(self):
        """Refuse two different new passwords."""
        cleaned = super().clean()
        new, again = cleaned.get("new_password"), cleaned.get("new_password_again")
        if new and again and new != again:
            self.add_error("new_password_again", "两次输入的新密码不一致，请重新输入。")
        return cleaned


def code_field(label: str) -> LineField:
    """Return the field of a code that the office has told: small letters and digits, blanks and hyphens do no harm."""
    attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    return LineField(label, 20, missing="请输入人大办公室告诉您的码。", widget=forms.TextInput(attrs=attrs))


class BindPhoneForm(RefusableForm):
    """The code by which a phone is bound."""

    code = code_field("手机绑定码")
    agrees = forms.BooleanField(
        label="我已阅读个人信息告知，这是我本人的手机",
        error_messages={"required": "请先阅读个人信息告知，再勾选这一项。"},
    )


class ForgottenPasswordForm(RefusableForm):
    """The code by which a forgotten password is replaced, and the new password twice."""

    code = code_field("密码重设码")
    new_password = password_field("新密码", "new-password")
    new_password_again = password_field("再输入一次新密码", "new-password")

    @property
    def rules(self) -> list[str]:
        """What a password must be."""
        return password_validators_help_texts()

    def clean(self):
        """Refuse two different new passwords."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("new_password"), cleaned.get("new_password_again")
        if new and again and new != again:
            self.add_error("new_password_again", "两次输入的新密码不一致，请重新输入。")
        return cleaned


# The county, then each unit before its villages.
IN_COUNTY_ORDER = (
    F("unit__order").asc(nulls_first=True),
    "unit_id",
    Case(When(pk=F("unit_id"), then=0), default=1),
    "code",
)


class AreaChoiceField(forms.ModelChoiceField):
    """One area, named with its unit: 浮云街道中山社区."""

    def label_from_instance(self, area: Area) -> str:
        """Return the full name."""
        return area.full_name


class AppointmentForm(forms.Form):
    """Role, area and dates of one appointment."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    area = AreaChoiceField(
        label="区划",
        queryset=Area.objects.none(),
        empty_label="请选择",
        help_text="县级机关和三类管理员选县，人大工作人员和代表选乡镇（街道），联络点负责人选村（社区）。",
    )
    begins_on = DayField("开始日期", initial=timezone.localdate)
    ends_on = DayField("结束日期", required=False, help_text="长期任职可不填。")

    def __init__(self, *args, by: User, user: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.user = by, user
        own = scope_of(by).areas(Role.SYSTEM_ADMIN)
        areas = Area.objects.current().within(*own).select_related("unit").order_by(*IN_COUNTY_ORDER)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def clean(self):
        """Hold the appointment against the rules, so that a refusal is said beside the form."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        asked = (cleaned["role"], cleaned["area"])
        reason = reason_against(can_open_account, self.by, *asked) or reason_against(
            can_appoint, self.by, self.user or User(), *asked, cleaned["begins_on"], cleaned["ends_on"]
        )
        if reason:
            raise forms.ValidationError(reason)
        return cleaned


def name_field() -> LineField:
    """Return the field of a person's name, which no browser fills in."""
    return LineField("姓名", 40, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class AccountForm(AppointmentForm):
    """A new account with its first appointment."""

    name = name_field()
    username = forms.CharField(
        label="登录名",
        min_length=3,
        max_length=40,
        help_text="小写字母开头，可用小写字母、数字、点、短横线，如 fuyun-wang。一人一号，开通后不能更改。",
        validators=[RegexValidator(r"^[a-z][a-z0-9._-]*$", "登录名须以小写字母开头，只用小写字母、数字、点、短横线。")],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("name", "username", "role", "area", "begins_on", "ends_on")

    def clean_username(self):
        """Refuse a sign-in name that is taken."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError("这个登录名已有人使用，请换一个，例如加上单位或数字。")
        return username


NameForm = form_of(name=name_field())
LastDayForm = form_of(
    last_day=DayField("最后一天", help_text="过了这一天，下一次打开页面就不能再办理。选昨天或更早即立即生效。")
)
DisableForm = form_of(reason=LineField("停用理由", 200, help_text="例如：调离、退休、账号疑似被盗用。"))
