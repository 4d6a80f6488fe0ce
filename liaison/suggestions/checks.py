"""Looking over a draft before it is handed in: is it one matter, has it problem, cause and measures, is it barred. Pure.

What is missing blocks; what only looks barred makes the deputy answer the question again.
"""

import re
from dataclasses import dataclass

from liaison.suggestions.enums import Bar

SHORTEST = {"problem": 30, "cause": 20, "measures": 30}
PARTS = {"problem": "问题现状", "cause": "原因分析", "measures": "意见建议"}
SIGNS: dict[str, tuple[str, ...]] = {
    Bar.OWN_AFFAIR: ("我家的", "我本人", "我儿子", "我女儿", "我丈夫", "我妻子", "我公司", "我厂", "我的企业", "亲戚"),
    Bar.FORWARDED: ("来信如下", "转来", "申诉材料", "信访件", "附来信"),
    Bar.PAPER: ("本产品", "该产品", "专利技术推广", "论文", "学术界认为"),
    Bar.CASE: ("法院", "判决", "仲裁", "起诉", "开庭", "复议决定"),
    Bar.TENDER: ("招标", "投标", "中标", "发包", "标段"),
}
SECOND_MATTER = re.compile(r"(另外一件|第二件事|还有一件|另一件事|另有一事)")
MEASURE_WORDS = ("建议", "应", "请", "要", "加强", "增设", "完善", "修", "建立", "出台", "安排", "改")


@dataclass(frozen=True)
class Doubt:
    """One thing that was noticed: what is said, whether it stops handing in, and the bar it points at."""

    text: str
    blocks: bool = False
    bar: str = ""


def look_over(title: str, problem: str, cause: str, measures: str) -> list[Doubt]:
    """Return what is wrong or doubtful about a draft, what blocks first."""
    texts = {"problem": problem, "cause": cause, "measures": measures}
    found = []
    if not title.strip():
        found.append(Doubt("还没有标题。", blocks=True))
    for name, shortest in SHORTEST.items():
        length = len("".join(texts[name].split()))
        if length < shortest:
            said = f"“{PARTS[name]}”只有 {length} 个字，请写清楚（至少 {shortest} 个字）。"
            found.append(Doubt(said, blocks=True, bar=Bar.EMPTY))
    if measures.strip() and not any(word in measures for word in MEASURE_WORDS):
        found.append(Doubt("“意见建议”里看不出要谁做什么，请写出具体做法。", bar=Bar.EMPTY))
    whole = "\n".join((title, *texts.values()))
    if SECOND_MATTER.search(whole):
        found.append(Doubt("好像写了两件事。一件建议只写一件事，其余的请另提一件。", blocks=True))
    for bar, words in SIGNS.items():
        seen = [word for word in words if word in whole]
        if seen:
            text = f"文中有“{'、'.join(seen[:3])}”，请想一想是不是“{Bar(bar).label}”。"
            found.append(Doubt(text, bar=bar))
    return sorted(found, key=lambda doubt: not doubt.blocks)
