"""Signing in and the own password."""

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from yunhe.accounts.models import User


class SignInForm(forms.Form):
    """Sign-in name and password; `user` holds the account once the form is valid."""

    username = forms.CharField(
        label="登录名",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None

    def clean(self):
        """Authenticate; one sentence for every failure, so that it does not tell which names exist."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.user = authenticate(self.request, username=cleaned["username"], password=cleaned["password"])
        if self.user is None:
            raise forms.ValidationError(
                "登录名或密码不对，或账号已停用。"
                f"请检查大小写后再试；连续 {settings.AXES_FAILURE_LIMIT} 次错误将锁定一段时间。忘记密码请联系系统管理员。"
            )
        return cleaned


def password_field(label: str, autocomplete: str, **kwargs) -> forms.CharField:
    """Return a field for a password; pasting is allowed, blanks count."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, **kwargs)


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
