"""Every write about money. `posting.post` moves cents, the verbs say why."""

from liaison.funds.workflow.lines import add_line, adjust_line, edit_line, open_year, reverse_entry, transfer
