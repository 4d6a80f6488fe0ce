"""Input that a joint meeting or a resolution cannot take."""


class JointRefused(Exception):  # noqa: N818 said to people
    """`str()` says in Chinese what is wrong and what to do."""


def required(text: str, refusal: str) -> str:
    """Return `text` without blanks around it; JointRefused with `refusal` when nothing is left."""
    text = text.strip()
    if not text:
        raise JointRefused(refusal)
    return text
