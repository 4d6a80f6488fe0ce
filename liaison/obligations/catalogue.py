"""The rules that every county begins with (制度清单): the six institutional measures and the dates that the law sets.

Each names its source. Abbreviated sources: 代表法 = 全国人民代表大会和地方各级人民代表大会代表法 (2025), 省代表法办法 =
浙江省实施代表法办法 (2016), 乡镇人大条例 = 浙江省乡镇人民代表大会工作条例 (2016), 街道人大条例 = 浙江省街道人大工作条例
(2019), 制度 = the county's 流动代表双向共管制度. What has no source in law is marked 参照 and may be ended by the county.
"""

from dataclasses import dataclass, fields
from typing import Any

from deputies.teams.enums import TeamKind
from liaison.obligations.enums import EvidenceKind, Frequency, OwedBy
from stations.activities.enums import ActivityKind
from yunhe.areas.enums import TOWNSHIPS, UNITS, AreaKind

STREETS = (AreaKind.STREET, AreaKind.ZONE)
GROUP_WORK = (
    ActivityKind.INSPECTION,
    ActivityKind.FIELD_RESEARCH,
    ActivityKind.VISIT,
    ActivityKind.THEME,
    ActivityKind.COMMUNITY,
    ActivityKind.TRAINING,
    ActivityKind.DELIBERATION,
)


@dataclass(frozen=True)
class Demand:
    """What a rule demands, with the fields of ObligationTemplate."""

    title: str
    what: str
    frequency: str = Frequency.YEARLY
    evidence: str = EvidenceKind.FILE
    activity_kinds: tuple[str, ...] = ()
    times: int = 1
    due_month: int | None = None
    due_day: int | None = None
    lead_days: int = 14

    def demands(self) -> dict[str, Any]:
        """Return those fields."""
        facts = {field.name: getattr(self, field.name) for field in fields(Demand)}
        return {**facts, "activity_kinds": list(self.activity_kinds)}


@dataclass(frozen=True, kw_only=True)
class Standard(Demand):
    """One rule of the list: its key, its ground, and who owes it."""

    key: str
    source: str
    unit_kinds: tuple[str, ...] = UNITS
    owed_by: str = OwedBy.UNIT
    team_kinds: tuple[str, ...] = ()
    instead_of: str = ""  # the key of the standard that it has replaced

    def facts(self) -> dict[str, Any]:
        """Return the fields of the template but the key."""
        kinds = {"unit_kinds": list(self.unit_kinds), "team_kinds": list(self.team_kinds)}
        return {**self.demands(), "source": self.source, "owed_by": self.owed_by, **kinds}


STANDARDS = (
    Standard(
        "向党（工）委专题汇报街乡人大共治",
        "乡镇、街道、开发区人大每年向同级党（工）委专题汇报一次街乡人大共治工作，请示下一年安排。",
        key="party-report",
        source="制度：请示汇报",
        lead_days=45,
        due_month=12,
        due_day=20,
        evidence=EvidenceKind.ANNUAL_REPORT,
    ),
    Standard(
        "双向共管联席会议",
        "有共管代表的每一对流出地、流入地，每年至少开一次联席会议，形成纪要，落实事项；给落实议定事项留出两个月。",
        key="joint-meeting",
        source="制度：双向共管",
        owed_by=OwedBy.PAIR,
        unit_kinds=(),
        lead_days=30,
        due_month=10,
        evidence=EvidenceKind.JOINT_MEETING,
    ),
    Standard(
        "流动代表登记册半年更新",
        "登记册一人一卡，专人保管；每半年由代表确认、登记管理人会签，全部会签后自动完成。",
        key="half-year-ledger",
        source="制度：建档立卡",
        frequency=Frequency.HALF_YEARLY,
        evidence=EvidenceKind.LEDGER,
    ),
    Standard(
        "年度代表工作计划",
        "年初订出代表活动计划（含流动代表），代表小组的年度计划一并报来。",
        key="year-plan",
        source="省代表法办法第十九、二十条；街道人大条例第十四条",
        due_month=1,
        lead_days=20,
    ),
    Standard(
        "县人大常委会代表工作计划并公布",
        "年度代表工作计划经主任会议通过后发给代表并向社会公布。",
        key="county-plan",
        source="代表法第四十三条",
        unit_kinds=(AreaKind.COUNTY,),
        due_month=2,
        lead_days=30,
    ),
    Standard(
        "年终总结和下一年计划报县人大常委会",
        "街道人大工委年终总结和下一年工作计划，报县人大常委会年初审议决定。",
        key="year-summary",
        source="街道人大条例第十四条",
        unit_kinds=STREETS,
        due_month=12,
        lead_days=30,
    ),
    Standard(
        "乡镇人民代表大会年初会议",
        "乡镇人民代表大会每年举行两次会议，年初一次，提前七日通知代表。",
        key="session-start",
        instead_of="township-session",
        source="乡镇人大条例第十六、二十条",
        unit_kinds=TOWNSHIPS,
        due_month=3,
        lead_days=30,
    ),
    Standard(
        "乡镇人民代表大会年中会议",
        "乡镇人民代表大会每年举行两次会议，年中一次，提前七日通知代表。",
        key="session-middle",
        instead_of="township-session",
        source="乡镇人大条例第十六、二十条",
        unit_kinds=TOWNSHIPS,
        due_month=7,
        lead_days=30,
    ),
    Standard(
        "乡镇人大主席团会议",
        "主席团会议至少每三个月举行一次。",
        key="presidium-meeting",
        source="乡镇人大条例第二十四条",
        unit_kinds=TOWNSHIPS,
        frequency=Frequency.QUARTERLY,
    ),
    Standard(
        "人大街道工委会议",
        "街道工委每季度至少召开一次会议。",
        key="committee-meeting",
        source="街道人大条例第十一条",
        unit_kinds=STREETS,
        frequency=Frequency.QUARTERLY,
    ),
    Standard(
        "街道居民议事会议",
        "年初至少召开一次，票决民生实事项目；意见交办并答复。",
        key="deliberation",
        source="街道人大条例第十七、十八条",
        unit_kinds=(AreaKind.STREET,),
        due_month=3,
        lead_days=30,
        evidence=EvidenceKind.ACTIVITY,
        activity_kinds=(ActivityKind.DELIBERATION,),
    ),
    Standard(
        "代表小组活动",
        "每个代表小组（共治组）每年至少活动三次，流动代表就近编组参加。本组登记为已举行的活动自动计入。",
        key="each-group",
        instead_of="group-activities",
        source="省代表法办法第十九条",
        owed_by=OwedBy.TEAMS,
        unit_kinds=(),
        team_kinds=(TeamKind.GROUP, TeamKind.COGOVERN),
        frequency=Frequency.TIMES,
        times=3,
        evidence=EvidenceKind.ACTIVITY,
        activity_kinds=GROUP_WORK,
    ),
    Standard(
        "代表中心组活动",
        "每个代表中心组每年至少活动两次。本组登记为已举行的活动自动计入。",
        key="each-centre-group",
        source="省代表法办法第二十条",
        owed_by=OwedBy.TEAMS,
        unit_kinds=(),
        team_kinds=(TeamKind.CENTRE,),
        frequency=Frequency.TIMES,
        times=2,
        evidence=EvidenceKind.ACTIVITY,
        activity_kinds=GROUP_WORK,
    ),
    Standard(
        "联合组织代表学习培训",
        "流出地、流入地联合组织学习，每年至少一次。两地都有代表到场，或由两地的联合团队组织，才算联合。",
        key="learn-together",
        instead_of="joint-training",
        source="制度：学习双向联合",
        lead_days=45,
        evidence=EvidenceKind.JOINT_ACTIVITY,
        activity_kinds=(ActivityKind.TRAINING,),
    ),
    Standard(
        "组织代表向选民述职",
        "定期组织代表向原选区选民报告履职情况，选民可以评议；流动代表回原选区述职。",
        key="report-back",
        source="代表法第五十八条；省代表法办法第四十七条；乡镇人大条例第四十条",
        lead_days=60,
        due_month=11,
    ),
    Standard(
        "组织流动代表回原选区",
        "每名流动代表每年至少回原选区一次，走访选民、参加活动、到站接待。到原选区的站点或活动签到自动计入，逐人核对。",
        key="each-home-visit",
        instead_of="home-visit",
        source="参照省代表法办法第四十七条",
        unit_kinds=TOWNSHIPS,
        lead_days=45,
        evidence=EvidenceKind.HOME_VISIT,
    ),
    Standard(
        "代表履职登记和年度评价",
        "核对每名代表的履职登记，按评价办法作出年度评价，结果告知代表。",
        key="evaluation",
        source="制度：履职登记、评价评优；代表法第五十八条",
        lead_days=30,
    ),
)

BY_KEY = {standard.key: standard for standard in STANDARDS}
