"""Every write of households, pairs and proposals."""

from liaison.households.workflow.households import close_household, edit_household, enter_household
from liaison.households.workflow.pairs import (
    end_deputy_pair,
    end_household_pair,
    pair_deputies,
    pair_household,
    transfer_deputy_pair,
    transfer_household,
)
from liaison.households.workflow.proposals import (
    Progress,
    accept_rows,
    ask_for_proposal,
    change_of,
    compute,
    give_up_proposal,
    keepers_of,
)
