"""What is no concern for deputies, said kindly and with where to go instead. Pure: words in, notices out.

The category chosen by the voter decides; words in the text only make the page ask.
"""

from dataclasses import dataclass

from liaison.concerns.enums import GOES_TO, ConcernCategory, RefusalReason

EMERGENCY = "emergency"  # offered in the form, never stored

SIGNS: dict[str, tuple[str, ...]] = {
    RefusalReason.EMERGENCY: (
        "着火", "火灾", "救命", "正在打架", "晕倒", "溺水", "煤气泄漏", "燃气泄漏", "有人跳楼", "大出血", "塌方压",
    ),
    RefusalReason.LAWSUIT: ("起诉", "法院判", "判决", "开庭", "劳动仲裁", "仲裁裁决", "行政复议", "强制执行", "上诉"),
    RefusalReason.DISCIPLINE: ("贪污", "受贿", "行贿", "索贿", "举报书记", "举报主任"),
}  # fmt: skip
TITLES = {
    RefusalReason.EMERGENCY: "看起来很紧急",
    RefusalReason.LAWSUIT: "看起来是诉讼、仲裁或复议的事",
    RefusalReason.DISCIPLINE: "看起来是举报违纪违法",
}


@dataclass(frozen=True)
class Hint:
    """A notice above the form: title, and where to go instead."""

    reason: str
    title: str
    text: str


def outside(category: str) -> Hint | None:
    """Return where to go with a concern of a category that is not taken, None for one that is."""
    if category == EMERGENCY:
        return Hint(RefusalReason.EMERGENCY, "紧急情况请马上打电话", GOES_TO[RefusalReason.EMERGENCY])
    if category == ConcernCategory.LAWSUIT:
        text = f"正在打官司、仲裁或复议的事，代表不能干预办案，联络站不受理。{GOES_TO[RefusalReason.LAWSUIT]}"
        return Hint(RefusalReason.LAWSUIT, "这类事项有专门的机关办理", text)
    return None


def signs_in(text: str) -> list[Hint]:
    """Return a notice for each kind of concern whose words stand in `text`."""
    return [
        Hint(reason, TITLES[RefusalReason(reason)], GOES_TO[RefusalReason(reason)])
        for reason, words in SIGNS.items()
        if any(word in text for word in words)
    ]
