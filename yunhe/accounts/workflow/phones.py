"""Binding a deputy's phone, using and ending its key, and the codes that an office tells for it. Each leaves one audit event."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yunhe.accounts.account_policies import can_bind_phone, can_end_phone, can_issue_office_code
from yunhe.accounts.devices import device_of
from yunhe.accounts.enums import OfficeCodePurpose
from yunhe.accounts.models import OfficeCode, PhoneKey, User
from yunhe.accounts.passwords import REMEMBERED
from yunhe.accounts.phones import KEPT, key_digest
from yunhe.accounts.scope import scope_of
from yunhe.audit.record import record
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb
from yunhe.privacy import digest

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that the eye confuses: it is told on the telephone
CODE_HOLDS = timedelta(hours=72)
AN_ANSWER = timedelta(
    minutes=1
)  # so long an answer with a new key may be under way, or another tab ask with the old one
A_DAY = timedelta(days=1)
WRONG_CODE = "这个码不对，或者已经用过、已经过期。请核对；不行的话，请向人大办公室再要一个。"
GUESSING = "一次性码"  # the name under which wrong codes are counted against an address


@dataclass(frozen=True)
class IssuedCode:
    """A code that was just made; it is shown once and kept nowhere."""

    user: User
    purpose: str
    code: str
    until: datetime

    @property
    def purpose_label(self) -> str:
        """What the code is called."""
        return "手机绑定码" if self.purpose == OfficeCodePurpose.PHONE else "密码重设码"


@dataclass(frozen=True)
class BoundPhone:
    """A phone that was just bound, and the key that it is to keep."""

    phone: PhoneKey
    token: str


def _code_digest(code: str) -> str:
    return digest("".join(sign for sign in code.lower() if sign in LETTERS), purpose="office-code")


@transaction.atomic
def issue_office_code(user: User, *, purpose: str, by: User) -> IssuedCode:
    """Make a code for `user` that is told to the person and good once, for 72 hours. An older one for the same ends.

    Raises Denied. Side effects: one OfficeCode, one event.
    """
    can_issue_office_code(by, user)
    OfficeCode.objects.filter(user=user, purpose=purpose, used_at=None).delete()
    plain = "".join(secrets.choice(LETTERS) for _ in range(8))
    until = timezone.now() + CODE_HOLDS
    OfficeCode.objects.create(
        user=user, purpose=purpose, digest=_code_digest(plain), made_by=by.display_name, until=until
    )
    areas = [held.area for held in scope_of(user).appointments]
    what = OfficeCodePurpose(purpose).label
    record("accounts.issue_office_code", f"发一次性码（{what}）", user, by=by, areas=areas)
    return IssuedCode(user, purpose, f"{plain[:4]}-{plain[4:]}", until)


def _used_code(code: str, purpose: str) -> User:
    """Use a code up and return whose it is. Raises Refused at the field `code`."""
    held = OfficeCode.objects.select_for_update(of=("self",)).select_related("user")
    found = held.filter(
        digest=_code_digest(code), purpose=purpose, used_at=None, until__gt=timezone.now(), user__is_active=True
    ).first()
    if found is None:
        raise Refused({"code": WRONG_CODE})
    found.used_at = timezone.now()
    found.save(update_fields=["used_at"])
    return found.user


def note_wrong_code(ip: str | None) -> None:
    """Count a wrong code against the address, together with wrong passwords: too many lock it (yunhe.accounts.lockout)."""
    AccessAttempt.objects.create(
        username=GUESSING, ip_address=ip, user_agent=secrets.token_hex(8), failures_since_start=1
    )


@transaction.atomic
def bind_phone_by_code(code: str, *, agent: str) -> BoundPhone:
    """Bind the phone that shows a code of the office. Raises Refused. Side effects: as bind_phone; the code is used up."""
    user = _used_code(code, OfficeCodePurpose.PHONE)
    return bind_phone(user, by=user, agent=agent)


@transaction.atomic
def bind_phone(user: User, *, by: User, agent: str) -> BoundPhone:
    """Let the phone in the deputy's hand check in without signing in, for 180 days after its last use.

    agent: the User-Agent. Raises Denied. Side effects: one PhoneKey, one event.
    """
    can_bind_phone(by, user)
    token = secrets.token_urlsafe(32)
    phone = PhoneKey.objects.create(
        user=user, device=device_of(agent), digest=key_digest(token), until=timezone.now() + KEPT
    )
    _note("accounts.bind_phone", "绑定手机", phone, by=user)
    return BoundPhone(phone, token)


@transaction.atomic
def use_phone(token: str) -> str:
    """Note that a bound phone has just checked in; return the key that it is to keep from now on, "" for the same.

    A key is changed once a day. The one before it counts until the new one is shown; shown after that it is a copy, and the
    phone is bound no longer. Side effects: the PhoneKey; one event where it ends.
    """
    shown, now = key_digest(token), timezone.now()
    rows = PhoneKey.objects.select_for_update(of=("self",)).select_related("user").filter(ended_at=None)
    phone = rows.filter(Q(digest=shown) | Q(former_digest=shown) | Q(spent_digest=shown)).first()
    if phone is None:
        return ""
    if shown == phone.spent_digest:
        if now - phone.renewed_at >= AN_ANSWER:
            _end(phone, "作废的钥匙又被使用")
        return ""
    fresh = ""
    if shown == phone.digest:
        if phone.former_digest:
            phone.spent_digest, phone.former_digest = phone.former_digest, ""
        if now - phone.renewed_at >= A_DAY:
            fresh, phone.former_digest = secrets.token_urlsafe(32), shown
    elif now - phone.renewed_at >= AN_ANSWER:  # the answer with the new key was lost
        fresh = secrets.token_urlsafe(32)
    if fresh:
        phone.digest, phone.renewed_at = key_digest(fresh), now
    phone.used_at, phone.until = now, now + KEPT
    phone.save(update_fields=["digest", "former_digest", "spent_digest", "renewed_at", "used_at", "until"])
    return fresh


@verb(PhoneKey.objects.select_related("user"), can_end_phone)
def end_phone(phone: PhoneKey, *, by: User) -> PhoneKey:
    """Have a phone of one's own check in no longer. Side effect: one event."""
    _end(phone, "本人解除")
    return phone


def end_phones(user: User, reason: str, *, but: PhoneKey | None = None) -> int:
    """End every bound phone of `user`, but one; called by verbs that make the account new. Side effect: one event each."""
    bound = user.phones.filter(ended_at=None)
    phones = list(bound.exclude(pk=but.pk) if but else bound)
    for phone in phones:
        _end(phone, reason)
    return len(phones)


def _end(phone: PhoneKey, reason: str) -> None:
    phone.ended_at, phone.end_reason = timezone.now(), reason
    phone.save(update_fields=["ended_at", "end_reason"])
    _note("accounts.end_phone", "解除绑定手机", phone, reason=reason)


def _note(name: str, label: str, phone: PhoneKey, *, by: User | None = None, reason: str = "") -> None:
    areas = [held.area for held in scope_of(phone.user).appointments]
    changes = {"手机": [None, phone.device]}
    record(name, label, phone.user, by=by, reason=reason, changes=changes, areas=areas)


@transaction.atomic
def set_password_by_code(code: str, *, password: str) -> User:
    """Set the own password with a code of the office, where the old one is forgotten.

    Raises Refused for the code, and what the rules say against the password. Side effects: the code is used up, the old digest
    remembered, every session and bound phone of the account ends, locks are lifted, one event.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=_used_code(code, OfficeCodePurpose.PASSWORD).pk)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused({"new_password": error.messages}) from error
    user.previous_passwords = [user.password, *user.previous_passwords][: REMEMBERED - 1]
    user.set_password(password)
    user.must_change_password, user.password_changed_at = False, timezone.now()
    user.save(update_fields=["previous_passwords", "password", "must_change_password", "password_changed_at"])
    AccessAttempt.objects.filter(username=user.username).delete()
    end_phones(user, "重设密码")
    areas = [held.area for held in scope_of(user).appointments]
    record("accounts.set_password_by_code", "用一次性码重设密码", user, by=user, areas=areas)
    return user
