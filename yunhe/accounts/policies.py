"""How a refusal is said, and the boolean twin of a raising policy."""

from django.core.exceptions import PermissionDenied


class Denied(PermissionDenied):
    """In scope but not allowed; `str()` is the Chinese reason, shown on the 403 page and as a disabled button's hint."""


def reason_against(policy, *args, **kwargs) -> str:
    """Return the reason why `policy(*args, **kwargs)` refuses, or "" when it allows."""
    try:
        policy(*args, **kwargs)
    except Denied as denied:
        return str(denied)
    return ""


def is_allowed(policy, *args, **kwargs) -> bool:
    """Whether `policy(*args, **kwargs)` does not raise Denied."""
    return not reason_against(policy, *args, **kwargs)
