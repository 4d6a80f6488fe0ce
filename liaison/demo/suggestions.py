"""Suggestions of the demo county in every state, some of them out of concerns."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.concerns.enums import TRACKED, ConcernState, ResultClass
from liaison.concerns.models import Concern, HandlingUnit
from liaison.demo.making import Deed, clerk_of, life, moment
from liaison.suggestions import clocks
from liaison.suggestions.enums import Opinion, Side, SignState, SuggestionState
from liaison.suggestions.models import CoHandler, CoSigner, Suggestion, SuggestionStep
from yunhe.areas.models import Area

COUNT = 28
TOPICS = (
    ("延长县城公交末班时间", "搬迁小区许多群众在高胥片上班，晚上下班没有公交车，只能拼车回家，反映了多次。", "末班时间多年没有调整，搬迁和企业布局变化以后没有重新调查客流。", "建议交通运输部门调查客流，把末班车延长到晚上七点半，并在小区门口增设站点。"),
    ("在搬迁小区开办老年食堂", "小区六十岁以上老人占三成，子女在外打工，中午吃饭难，有的一锅饭吃两天。", "社区没有场地和运营经费，几家单位的补助政策没有合在一起用。", "建议民政部门牵头，利用小区配套用房开办老年食堂，补助和志愿服务一并落实。"),
    ("规范安置小区物业管理", "安置小区楼道照明、电梯维修长期没有人管，物业费收缴率不到一半，群众意见大。", "小区没有业主委员会，维修资金的使用程序群众不清楚，物业和社区职责不明。", "建议住建部门指导成立业主委员会，公开维修资金使用，每季度对物业进行评议。"),
    ("统一办理搬迁群众社保转移", "群众办理社保转移要在乡镇和县城之间往返多次，材料要求前后不一致。", "乡镇和街道的业务系统权限不同，没有授权社区和城区联络站代办。", "建议人力社保部门把代办权限下放到城区联络站，列出一次性告知清单。"),
)  # fmt: skip
UNIT_OF = ("县交通运输局", "县民政局", "县住建局", "县人力社保局")  # in the order of TOPICS
STATES = (*[SuggestionState.CLOSED] * 4, SuggestionState.ASSIGNED, SuggestionState.ASSIGNED, SuggestionState.HANDED_IN,
          SuggestionState.REPLIED, SuggestionState.REDOING, SuggestionState.DRAFT)  # fmt: skip
WHOLE = ("hand_in", "assign", "reply", "give_opinion")
LINES: dict[str, tuple[str, ...]] = {
    SuggestionState.DRAFT: (),
    SuggestionState.HANDED_IN: WHOLE[:1],
    SuggestionState.ASSIGNED: WHOLE[:2],
    SuggestionState.REPLIED: WHOLE[:3],
    SuggestionState.REDOING: WHOLE,
    SuggestionState.CLOSED: WHOLE,
}


def write_suggestions(county: Area, random: Random, today: date) -> None:
    """Write COUNT suggestions of the last ten months, led by deputies with an account where there are any."""
    own = list(Deputy.objects.filter(user__isnull=False).select_related("origin").order_by("pk"))
    others = list(Deputy.objects.serving(CongressLevel.TOWNSHIP).select_related("origin").order_by("pk")[:60])
    units = {unit.name: unit for unit in HandlingUnit.objects.filter(area=county)}
    concerns = list(Concern.objects.filter(state=ConcernState.CLOSED).order_by("pk")[:10])
    made = []
    for number in range(COUNT):
        leader = own[number // 4 % len(own)] if own and number % 4 == 0 else random.choice(others)
        made.append(_suggestion(number, leader, units, random, today))
        if number % 3 == 0 and concerns:
            made[-1].concern = concerns.pop()
    Suggestion.objects.bulk_create(made)
    CoSigner.objects.bulk_create(
        CoSigner(suggestion=one, deputy=friend, state=SignState.SIGNED, answered_at=one.created_at)
        for one in made
        for friend in [other for other in others if other.origin_id == one.office_id and other.pk != one.leader_id][:2]
    )
    _write_co_handlers(made, list(units.values()))
    SuggestionStep.objects.bulk_create(step for one in made for step in _steps(one))


def _write_co_handlers(made: list[Suggestion], units: list[HandlingUnit]) -> None:
    """Let every fourth suggestion be handled with another unit: what is answered has its opinion, what is open waits for it."""
    asked = [
        one for at, one in enumerate(made) if one.assigned_on and (at % 4 == 1 or one.state == SuggestionState.ASSIGNED)
    ]
    for one in sorted(asked, key=lambda one: one.state == SuggestionState.ASSIGNED):
        other = next(unit for unit in units if unit != one.unit)
        is_given = one.state != SuggestionState.ASSIGNED
        CoHandler.objects.create(
            suggestion=one,
            unit=other,
            due_on=clocks.co_due_on(one.assigned_on),
            opinion="同意主办单位的安排，所需用地由本单位配合落实。" if is_given else "",
            given_on=one.replied_on if is_given else None,
        )


def _suggestion(number: int, leader: Deputy, units: dict[str, HandlingUnit], random: Random, today: date) -> Suggestion:
    at = (number + number // len(TOPICS)) % len(TOPICS)
    (title, problem, cause, measures), unit = TOPICS[at], units[UNIT_OF[at]]
    state = STATES[number % len(STATES)]
    is_over = state in (SuggestionState.CLOSED, SuggestionState.REDOING)
    handed_in = today - timedelta(days=random.randint(150, 290) if is_over else random.randint(3, 110))
    one = Suggestion(
        leader=leader,
        level=CongressLevel.TOWNSHIP,
        office=leader.origin,
        title=f"关于{title}的建议",
        problem=problem,
        cause=cause,
        measures=measures,
        wanted_unit=unit.name,
        state=state,
        is_hard=random.random() < 0.25,
        created_at=moment(handed_in - timedelta(days=9), 10, 20),
    )
    line = LINES[state]
    if "hand_in" in line:
        one.handed_in_on = handed_in
    if "assign" in line:
        one.unit, one.assigned_on = unit, handed_in + timedelta(days=random.randint(2, 6))
        one.receipt_told_on = one.assigned_on
    if "reply" in line:
        one.reply = "经研究，已列入本部门年度工作安排，具体措施和时间见附表，办理情况将继续向代表通报。"
        one.replied_on = min((one.assigned_on or today) + timedelta(days=random.randint(30, 85)), today)
        one.replied_by, one.result = unit.name, (ResultClass.A, ResultClass.A, ResultClass.B, ResultClass.C)[number % 4]
        if one.result in TRACKED:
            one.check_on = today + timedelta(days=(number * 17) % 150 - 20)
    if state == SuggestionState.CLOSED:
        one.opinion = random.choice((Opinion.SATISFIED, Opinion.SATISFIED, Opinion.MOSTLY))
    if state == SuggestionState.REDOING:
        one.opinion, one.opinion_text, one.redo_count = Opinion.UNSATISFIED, "没有答复增设站点的事。", 1
    began = {SuggestionState.HANDED_IN: handed_in, SuggestionState.ASSIGNED: one.assigned_on}.get(state, today)
    one.due_on = clocks.due_on(state, began or today, is_hard=one.is_hard)
    return one


def _steps(one: Suggestion) -> Iterator[SuggestionStep]:
    days = [one.handed_in_on, one.assigned_on, one.replied_on, one.replied_on]
    leader, office = (Side.LEADER, one.leader.name), (Side.OFFICE, clerk_of(one.office))
    said: dict[str, dict[str, str]] = {
        "reply": {"note": one.reply},
        "give_opinion": {"note": one.opinion_text, "to_state": one.state},
    }
    deeds = [
        Deed(
            verb,
            *(leader if verb in ("hand_in", "give_opinion") else office),
            moment(day or timezone.localdate(), 10, 20),
            said.get(verb, {}),
        )
        for verb, day in zip(LINES[one.state], days, strict=False)
    ]
    return life(SuggestionStep, one, deeds, before=SuggestionState.DRAFT)
