"""The refusals that a person is told."""


class ImportRefused(Exception):  # noqa: N818 said to people, not a fault of the program
    """A step of an import is not possible; `str()` is the Chinese sentence that says why and what to do."""


class UnreadableFile(ImportRefused):
    """The file cannot be read at all; `str()` is one Chinese sentence: what is wrong and what to do."""
