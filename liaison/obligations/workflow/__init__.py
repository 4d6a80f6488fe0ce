"""Everything that changes obligations: the rules, making them dated, closing them.

Verbs raise Denied (not allowed, with the reason) or Refused (wrong input, with Chinese sentences).
"""

from liaison.obligations.workflow.closing import (
    add_evidence,
    complete_obligation,
    name_owner,
    remove_evidence,
    reopen_obligation,
    skip_obligation,
)
from liaison.obligations.workflow.generating import generate_obligations
from liaison.obligations.workflow.settling import settle_found
from liaison.obligations.workflow.templates import end_template, install_standards, revise_template, set_template
