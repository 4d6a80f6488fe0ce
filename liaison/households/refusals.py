"""What a person is told when a verb cannot be done."""


class ContactRefused(Exception):  # noqa: N818 said to people
    """Input or a state that the register cannot take; `str()` says in Chinese what is wrong and what to do."""
