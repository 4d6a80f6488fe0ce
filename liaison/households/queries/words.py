"""Whether targets can hold, said in words with the figures: soft targets warn, they never hide what cannot be covered."""

from collections.abc import Sequence
from dataclasses import dataclass

from yunhe.env import env


@dataclass(frozen=True)
class Targets:
    """Lower and upper target a deputy, of households or of township deputies."""

    low: int
    high: int


#: soft targets of 紧水滩 1+M+N: households for one township deputy, township deputies for one county deputy
HOUSEHOLDS = Targets(env.int("PAIRING_HOUSEHOLDS_LOW", default=10), env.int("PAIRING_HOUSEHOLDS_HIGH", default=20))
MEMBERS = Targets(env.int("PAIRING_MEMBERS_LOW", default=3), env.int("PAIRING_MEMBERS_HIGH", default=5))


def household_targets() -> Targets:
    """Return the county's targets of households for one township deputy (紧水滩 1+M+N: 10–20)."""
    return HOUSEHOLDS


def member_targets() -> Targets:
    """Return the county's targets of township deputies for one county deputy (紧水滩 1+M+N: 3–5)."""
    return MEMBERS


def told(needs: int, keepers: int, targets: Targets, *, who: str, what: str, over: bool = True) -> list[str]:
    """Return what a proposal for `needs` (what: "户") by `keepers` (who: "乡镇代表") can hold and what it cannot."""
    if not needs:
        return [f"还没有要联系的{'联系户' if what == '户' else '乡镇代表'}。"]
    if not keepers:
        return [f"没有在任的{who}，{needs} {what}都无人联系。请先导入代表名册。"]
    least, share = -(-needs // targets.high), needs / keepers
    if least > keepers:
        said = (
            f"{needs} {what}按每名{who}至多 {targets.high} {what}，至少要 {least} 名{who}，现有在任 {keepers} 名，"
            f"少 {least - keepers} 名：上限 {targets.high} {what}守不住。"
        )
        if over:
            return [said, f"为了一{what}不漏，平均每名要联系 {share:.1f} {what}，超过上限的在下面标出。"]
        left = needs - keepers * targets.high
        return [said, f"按上限最多联系 {keepers * targets.high} {what}，还有 {left} {what}无人联系，在下面列出。"]
    if needs < keepers * targets.low:
        return [
            f"{needs} {what}按每名{who}至少 {targets.low} {what}只够 {needs // targets.low} 名，现有在任 {keepers} 名，"
            f"平均每名 {share:.1f} {what}，会有人不足 {targets.low} {what}。"
        ]
    return [
        f"{needs} {what}、{keepers} 名{who}，平均每名 {share:.1f} {what}，{targets.low}–{targets.high} {what}的目标可以做到。"
    ]


def spread(loads: Sequence[int], targets: Targets) -> dict[str, int]:
    """Return how many keepers stand over, under and within the targets, and the least and largest load."""
    return {
        "over": sum(1 for load in loads if load > targets.high),
        "under": sum(1 for load in loads if load < targets.low),
        "least": min(loads, default=0),
        "most": max(loads, default=0),
    }
