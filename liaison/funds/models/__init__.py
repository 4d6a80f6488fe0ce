"""Years, lines and entries."""

from liaison.funds.models.lines import Entry, FundLine, FundYear
