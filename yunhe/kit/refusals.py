"""One language of refusal. Verbs and policies raise; pages show (yunhe.web.forms.page), nobody catches in between.

    raise Refused("请至少勾选一位值班代表。")               # input that somebody must mend; shown above the form
    raise Refused({"reason": "请写明原因。"})              # … shown at the field
    raise Denied("由领衔代表修改。")                       # in scope but not yours; 403, or a disabled button's hint
    raise IllegalMove("建议现在是“已办结”，不能撤回。")     # yours, but somebody was faster (yunhe.kit.moves raises it)
    title = required(title, "请填写议题。")                # stripped, never empty

`Refused` is a ValidationError, so `full_clean()` and a verb speak the same language and one `except` serves both.
`reason_against` and `is_allowed` are the boolean twins of a raising policy.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError


class Refused(ValidationError):  # noqa: N818 said to people
    """Input that cannot be taken; `str()` says in Chinese what is wrong and what to do."""

    def __str__(self) -> str:
        return sentence_of(self)


class Denied(PermissionDenied):
    """In scope but not allowed; `str()` is the Chinese reason, shown on the 403 page and as a disabled button's hint."""


class IllegalMove(Denied):
    """The thing is not in a state from which this move is possible (perhaps somebody else was faster)."""


def sentence_of(error: ValidationError) -> str:
    """Return everything that `error` says as one line."""
    return "；".join(str(message) for message in error.messages)


def required(text: str, sentence: str, *, field: str = "") -> str:
    """Return `text` without blanks around it. Refused with `sentence` (at `field`, when named) when nothing is left."""
    text = text.strip()
    if not text:
        raise Refused({field: sentence} if field else sentence)
    return text


def reason_against(policy: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Return the reason why `policy(*args, **kwargs)` refuses, or "" when it allows."""
    try:
        policy(*args, **kwargs)
    except Denied as denied:
        return str(denied)
    return ""


def is_allowed(policy: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Whether `policy(*args, **kwargs)` does not raise Denied."""
    return not reason_against(policy, *args, **kwargs)
