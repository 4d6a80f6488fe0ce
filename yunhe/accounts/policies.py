"""The old address of what yunhe.kit.refusals says now."""

from yunhe.kit.refusals import Denied, is_allowed, reason_against

__all__ = ["Denied", "is_allowed", "reason_against"]
