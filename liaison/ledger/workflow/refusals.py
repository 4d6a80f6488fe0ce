"""How the ledger refuses wrong input."""


class LedgerRefused(Exception):  # noqa: N818 said to people
    """Input that the ledger cannot take; `str()` says in Chinese what is wrong and what to do."""
