"""The refusals that a person is told."""

from yunhe.kit.refusals import Refused


class UnreadableFile(Refused):
    """The file cannot be read at all; `str()` is one Chinese sentence: what is wrong and what to do."""
