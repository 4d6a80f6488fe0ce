"""Input that the board cannot take."""


class DiscrepancyRefused(Exception):  # noqa: N818 said to people
    """`str()` says in Chinese what is wrong and what to do."""
