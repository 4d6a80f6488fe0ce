"""What a stated value is: written in one way, fingerprinted, shown masked. Reads areas, writes nothing."""

import re
import unicodedata

from liaison.discrepancies.enums import ANSWERS, Fact
from yunhe.areas.models import Area
from yunhe.privacy import digest, mask_address, mask_phone

SAME_WORDS = (("号楼", "幢"), ("栋", "幢"), ("座", "幢"), ("室", ""), ("号", ""))


def folded(fact: str, value: str) -> str:
    """Return `value` without what does not change its meaning: blanks, widths, 栋 for 幢, a closing 室."""
    text = re.sub(r"[\s\-—,，.。·#]+", "", unicodedata.normalize("NFKC", value)).casefold()
    if fact != Fact.ADDRESS:
        return text
    for written, meant in SAME_WORDS:
        text = text.replace(written, meant)
    return text


def fingerprint(registration_id: int, fact: str, value: str) -> str:
    """Return the keyed fingerprint of `value`, equal only for the same value of the same fact of the same registration."""
    return digest(folded(fact, value), purpose=f"statement-{registration_id}-{fact}")


def shown(fact: str, value: str) -> str:
    """Return `value` as everybody in scope may read it."""
    if fact == Fact.PHONE:
        return mask_phone(value)
    if fact == Fact.ADDRESS:
        return mask_address(value)
    return in_full(fact, value)


def in_full(fact: str, value: str) -> str:
    """Return `value` for people: the name of a community, 还在这里, the number itself."""
    if fact in ANSWERS:
        return ANSWERS[Fact(fact)][value]
    if fact == Fact.COMMUNITY:
        return Area.objects.select_related("unit").get(pk=value).full_name
    return value


def answer(value: bool) -> str:
    """Return a yes or no as it is stored."""
    return "yes" if value else "no"
