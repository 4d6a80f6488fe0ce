"""The nine models of the county as plans: what a unit promises, which teams carry it, what falls due, what is counted.

Starting a plan founds its teams and sets its rules (`liaison.obligations`); from then on both are ordinary teams and rules, which
the unit may change. Nothing here is bound to the township that invented it: `home` only says whose it was.
"""

from dataclasses import dataclass, field

from deputies.teams.enums import TeamKind
from liaison.obligations.catalogue import Demand
from liaison.obligations.enums import EvidenceKind, Frequency
from stations.activities.enums import ActivityKind

VISITS = (ActivityKind.VISIT, ActivityKind.FIELD_RESEARCH)


@dataclass(frozen=True)
class TeamPlan:
    """A team that the model founds; its name follows that of the unit."""

    name: str
    kind: str
    theme: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class RulePlan(Demand):
    """An obligation that the model promises: of each of its teams (`each`), of its first team, or of the unit (`of_unit`)."""

    evidence: str = EvidenceKind.ACTIVITY
    lead_days: int = 10
    each: bool = False
    of_unit: bool = False


@dataclass(frozen=True)
class BrandPlan:
    """One of the nine."""

    key: str
    name: str
    home: str
    promise: str
    teams: tuple[TeamPlan, ...]
    rules: tuple[RulePlan, ...]
    indicators: tuple[str, ...] = field(default=("activities", "promises"))
    is_joint: bool = False


PLANS = (
    BrandPlan(
        "help-teams",
        "4帮搬团",
        "崇头镇",
        "产业、就业、就学、生活四个帮搬团，服务搬迁下山的群众，每季度走访，每季度办一件实事。",
        tuple(
            TeamPlan(f"{theme}帮搬团", TeamKind.HELP, f"{theme}帮搬", f"帮助搬迁群众解决{theme}方面的困难。")
            for theme in ("产业", "就业", "就学", "生活")
        ),
        (
            RulePlan("走访搬迁户", "每个帮搬团每季度走访搬迁户一次。", Frequency.QUARTERLY, activity_kinds=VISITS, each=True),
            RulePlan(
                "帮搬实事",
                "每个帮搬团每季度办成一件实事，写明帮谁、办了什么、结果怎样。",
                Frequency.QUARTERLY,
                EvidenceKind.NOTE,
                each=True,
            ),
        ),
    ),
    BrandPlan(
        "five-ones",
        "五个一",
        "石塘镇",
        "一个城区联络站、一张联系图、一次大走访、一张连心卡、一次社区报到。",
        (TeamPlan("五个一服务队", TeamKind.SERVICE, "五个一", "把五个一落到每名进城代表和每户搬迁群众。"),),
        (
            RulePlan("一个城区联络站", "城区联络站常年开放，每年核对一次人员、时间和制度。", Frequency.YEARLY, EvidenceKind.FILE, due_month=3, of_unit=True),
            RulePlan("一张联系图", "每年更新一次代表联系群众的联系图。", Frequency.YEARLY, EvidenceKind.FILE, due_month=4, of_unit=True),
            RulePlan("一次大走访", "每年组织代表大走访。", Frequency.YEARLY, activity_kinds=VISITS, due_month=9),
            RulePlan("一张连心卡", "每年核对并补发一次连心卡。", Frequency.YEARLY, EvidenceKind.NOTE, due_month=6, of_unit=True),
            RulePlan("一次社区报到", "督促每名进城代表到现住社区报到。", Frequency.YEARLY, EvidenceKind.NOTE, due_month=10, of_unit=True),
        ),
        ("urban_stations", "reported_in", "activities", "promises"),
    ),
    BrandPlan(
        "one-m-n",
        "1+M+N",
        "紧水滩镇",
        "一名县代表联系若干名乡镇代表，每名乡镇代表联系若干户群众，代表进网格，每户都有人联系。",
        (TeamPlan("代表网格组", TeamKind.GROUP, "代表+网格", "代表和网格员一起联系群众，核对结对是否有遗漏和重复。"),),
        (
            RulePlan("结对核对", "每半年核对一次：有没有无人联系的户、重复结对的户。", Frequency.HALF_YEARLY, EvidenceKind.NOTE),
            RulePlan("走访联系户", "每季度集中走访联系户一次。", Frequency.QUARTERLY, activity_kinds=VISITS),
        ),
        ("households", "activities", "promises"),
    ),
    BrandPlan(
        "direct-line",
        "代表直通车",
        "赤石乡",
        "选民的事直接到代表，事事有回音。",
        (TeamPlan("代表直通车队", TeamKind.DIRECT, "有事找代表", "接下选民反映的事，跟踪到答复和反馈。"),),
        (
            RulePlan("直通车接待", "每月至少一次到选民身边接待。", Frequency.MONTHLY, activity_kinds=(ActivityKind.RECEPTION,)),
            RulePlan("办理情况回头看", "每半年逐件核对：答复了没有、选民满不满意。", Frequency.HALF_YEARLY, EvidenceKind.NOTE),
        ),
        ("receptions", "concerns", "activities", "promises"),
    ),
    BrandPlan(
        "resettlement-aid",
        "安援服务队",
        "安溪畲族乡",
        "代表、党员、网格员和村干部组成安援服务队，每季度走访安置小区。",
        (TeamPlan("安援服务队", TeamKind.SERVICE, "安置小区走访", "代表、党员、网格员、村干部一起走访搬迁群众住的小区。"),),
        (RulePlan("走访安置小区", "每季度走访安置小区一次，收集并办理群众反映的事。", Frequency.QUARTERLY, activity_kinds=VISITS),),
    ),
    BrandPlan(
        "joint-group",
        "街乡人大共治协作组",
        "白龙山街道、雾溪畲族乡",
        "街道任组长、乡任第一副组长，共同议事，每月一个主题活动，请干部进站。",
        (TeamPlan("街乡人大共治协作组", TeamKind.JOINT, "街乡共治", "两地人大共同管理和服务流动代表。"),),
        (
            RulePlan("主题活动", "每月一次主题活动，两地代表一起参加。", Frequency.MONTHLY, activity_kinds=(ActivityKind.THEME,)),
            RulePlan("联席会议", "每半年召开一次联席会议。", Frequency.HALF_YEARLY, EvidenceKind.JOINT_MEETING, lead_days=30),
            RulePlan("干部进站", "每季度请有关部门干部进站，同代表一起听意见。", Frequency.QUARTERLY, activity_kinds=(ActivityKind.RECEPTION,)),
        ),
        is_joint=True,
    ),
    BrandPlan(
        "one-plus-four",
        "1+4共治",
        "浮云街道",
        "一个领导小组、四个共治组，外来代表编入共治组，同当地代表一起议事。",
        (
            TeamPlan("共治领导小组", TeamKind.COGOVERN, "统筹", "统筹四个共治组，研究代表提出的事。"),
            *(TeamPlan(f"第{number}共治组", TeamKind.COGOVERN, "片区共治", "本片区的代表和住在本片区的外地代表一起议事。") for number in "一二三四"),
        ),
        (
            RulePlan("领导小组会议", "每季度研究一次共治工作。", Frequency.QUARTERLY, EvidenceKind.FILE),
            RulePlan("共治组活动", "每个共治组每季度活动一次，外来代表参加。", Frequency.QUARTERLY, each=True),
        ),
    ),
    BrandPlan(
        "here-we-come",
        "代表来了",
        "元和街道",
        "县代表、议事员和流动代表编组，每月一个议题，先学习、后监督。",
        (TeamPlan("代表来了", TeamKind.COGOVERN, "每月一议题", "每月围绕一个议题先学习、再议事、后监督。"),),
        (RulePlan("每月一议题", "每月一个议题，先学习、后监督；议题议过后自动完成。", Frequency.MONTHLY, EvidenceKind.TOPIC),),
        ("topics", "activities", "promises"),
    ),
    BrandPlan(
        "three-plus-n",
        "3+N",
        "凤凰山街道",
        "代表、社区、网格加若干活动，跨选区联络站邀请四类代表。",
        (TeamPlan("3+N共治组", TeamKind.COGOVERN, "代表+社区+网格", "邀请本单位、开发区、住在本地的外地代表和搬迁户原籍地的代表。"),),
        (RulePlan("邀请四类代表的活动", "每季度至少一次，四类代表都邀请。", Frequency.QUARTERLY),),
        ("invited", "activities", "promises"),
    ),
)  # fmt: skip

BY_KEY = {plan.key: plan for plan in PLANS}
CHOICES = [(plan.key, plan.name) for plan in PLANS]
