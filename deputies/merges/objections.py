"""What stands against joining two records: said before anybody tries, and once more when it is done.

Higher nouns add what they know: objections.add(both_registered).
"""

from collections.abc import Callable, Iterator

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from yunhe.kit.registry import Registry

objections: Registry[Callable[[Deputy, Deputy], str]] = Registry("what stands against joining two records of a deputy")


def objections_to(kept: Deputy, gone: Deputy) -> list[str]:
    """Return the sentences that say why the two cannot be joined as they are; none where they can."""
    own = (_two_numbers(kept, gone), _two_accounts(kept, gone), *_two_seats(kept, gone))
    return [said for said in (*own, *(objection(kept, gone) for objection in objections)) if said]


def _two_numbers(kept: Deputy, gone: Deputy) -> str:
    if kept.id_digest and gone.id_digest and kept.id_digest != gone.id_digest:
        return "两份档案的身份证号不同，是两个人。如果其中一个填错了，请先更正。"
    return ""


def _two_accounts(kept: Deputy, gone: Deputy) -> str:
    if kept.user and gone.user and kept.user.is_active and gone.user.is_active:
        return f"两份档案都有在用的账号（{kept.user.username}、{gone.user.username}）。请系统管理员先停用不再用的一个，再合并。"
    return ""


def same_seats(kept: Deputy, gone: Deputy) -> Iterator[tuple[Mandate, Mandate]]:
    """Yield the mandates that both records hold: of the same term, or in force at the same level."""
    ours = list(kept.mandates.select_related("term", "district").order_by("pk"))
    for theirs in gone.mandates.select_related("term", "district").order_by("pk"):
        for our in ours:
            is_both_open = our.ended_on is None and theirs.ended_on is None
            if our.level == theirs.level and (
                is_both_open or (our.term_id, our.ended_on) == (theirs.term_id, theirs.ended_on)
            ):
                yield our, theirs
                break


def _two_seats(kept: Deputy, gone: Deputy) -> Iterator[str]:
    for our, theirs in same_seats(kept, gone):
        differs = our.term_id != theirs.term_id or (
            our.district_id and theirs.district_id and our.district_id != theirs.district_id
        )
        if differs:
            seats = "、".join(f"{seat.term}{seat.district or ''}" for seat in (our, theirs))
            yield f"两份档案都有在任的{our.get_level_display()}代表资格，但届次或选区不同（{seats}）。请先更正或终止其中一个。"
