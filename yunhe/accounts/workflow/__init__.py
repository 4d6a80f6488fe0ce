"""Every write with a rule: sessions and passwords, accounts, appointments."""

from yunhe.accounts.workflow.sessions import (
    acknowledge_notice,
    change_password,
    expire_session,
    note_failed_sign_in,
    sign_in,
    sign_out,
)

__all__ = [
    "acknowledge_notice",
    "change_password",
    "expire_session",
    "note_failed_sign_in",
    "sign_in",
    "sign_out",
]
