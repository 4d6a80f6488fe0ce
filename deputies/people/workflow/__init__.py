"""Every write of a deputy: entering and correcting the file, residence and contact, the account."""

from deputies.people.workflow.accounts import free_username, issue_office_code, open_account, reset_password
from deputies.people.workflow.facts import accept_ledger_facts, change_household, change_phone, change_residence
from deputies.people.workflow.register import create_deputy, edit_deputy
