"""What a password must be (GB/T 22239 8.1.4.1a: complex, changed regularly, not one of the last five)."""

import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from pypinyin import lazy_pinyin

from yunhe.accounts.models import User

REMEMBERED = 5
CLASSES = ((r"[a-z]", "小写字母"), (r"[A-Z]", "大写字母"), (r"\d", "数字"), (r"[^A-Za-z\d\s]", "符号"))
MOBILE = re.compile(r"1\d{10}")
SHORTEST_FACT = 2  # characters of a name; pinyin and sign-in names count from four
UNMISTAKABLE = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")


class LongEnough(MinimumLengthValidator):
    """Django's rule in the words of this page."""

    def get_help_text(self) -> str:
        return f"至少 {self.min_length} 个字符。"


class NotCommon(CommonPasswordValidator):
    """Django's list of 20,000 common passwords, in the words of this page."""

    def get_help_text(self) -> str:
        return "不是常见密码，如 Password123。"


class MixedCharacters:
    """At least three of: small letters, capital letters, digits, other signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when fewer than three classes occur."""
        if sum(bool(re.search(pattern, password)) for pattern, _ in CLASSES) < 3:
            raise ValidationError("密码须包含大写字母、小写字母、数字、符号中的至少三种。", code="password_too_simple")

    def get_help_text(self) -> str:
        return "包含大写字母、小写字母、数字、符号中的至少三种。"


class NothingPersonal:
    """No sign-in name, name (also in pinyin) or mobile number inside."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when the password holds something that others know of the person."""
        folded = password.lower()
        if MOBILE.search(folded):
            raise ValidationError("密码不能包含手机号码。", code="password_personal")
        if user is None:
            return
        pinyin = "".join(lazy_pinyin(user.name)).lower()
        if len(user.username) >= 4 and user.username.lower() in folded:
            raise ValidationError("密码不能包含登录名。", code="password_personal")
        if (len(user.name) >= SHORTEST_FACT and user.name.lower() in folded) or (len(pinyin) >= 4 and pinyin in folded):
            raise ValidationError("密码不能包含姓名或姓名拼音。", code="password_personal")

    def get_help_text(self) -> str:
        return "不包含登录名、姓名（含拼音）或手机号码。"


class NotUsedBefore:
    """Not the password in use, nor one of those before it, five in all."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when the password is one of the last five."""
        if user is None:
            return
        used = [user.password, *user.previous_passwords][:REMEMBERED]
        if any(check_password(password, hashed) for hashed in used if hashed):
            raise ValidationError(f"不能与最近 {REMEMBERED} 次用过的密码相同。", code="password_reused")

    def get_help_text(self) -> str:
        return f"不与最近 {REMEMBERED} 次用过的密码相同。"


def is_expired(user: User, now: datetime | None = None) -> bool:
    """Whether the password is older than settings.PASSWORD_MAX_AGE_DAYS (0: never)."""
    if not settings.PASSWORD_MAX_AGE_DAYS:
        return False
    since = user.password_changed_at or user.created_at
    return since + timedelta(days=settings.PASSWORD_MAX_AGE_DAYS) < (now or timezone.now())


def make_initial() -> str:
    """Return a random first password such as "kXm7-Qp4t-Wn9r": it meets the rules and can be read out on the phone."""
    alphabet = "".join(UNMISTAKABLE)
    while True:
        password = "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3))
        if all(any(sign in part for sign in password) for part in UNMISTAKABLE):
            return password
