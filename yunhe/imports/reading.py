class UnreadableFile(Exception):  # noqa: N818 said to people, not a fault of the program
    """The file cannot be read; its text says in Chinese what is wrong and what to do."""
