"""Every write of a deputy: entering and correcting the file, residence and contact, the account."""

from deputies.people.workflow.accounts import free_username, open_account, reset_password
from deputies.people.workflow.facts import accept_ledger_facts, change_household, change_phone, change_residence
from deputies.people.workflow.register import RegisterRefused, create_deputy, edit_deputy, new_mandate

__all__ = [
    "RegisterRefused",
    "accept_ledger_facts",
    "change_household",
    "change_phone",
    "change_residence",
    "create_deputy",
    "edit_deputy",
    "free_username",
    "new_mandate",
    "open_account",
    "reset_password",
]
