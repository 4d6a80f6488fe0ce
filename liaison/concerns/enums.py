"""Kinds and states of concerns, the machine that moves them, and where what a voter brings to a reception goes."""

from django.db import models

from yunhe.kit.moves import START, Machine, to
from yunhe.kit.states import State, Tone


class ReceptionRoute(models.TextChoices):
    """Where a concern goes from the reception."""

    ON_THE_SPOT = "on_the_spot", "当场答复"
    COMMUNITY = "community", "交社区（村）办理"
    WORK_COMMITTEE = "work_committee", "交人大街道工委（乡镇人大）"
    SUGGESTION = "suggestion", "转为代表建议"
    ENTRUST = "entrust", "委托上级代表反映"


#: a deputy takes these on: by a suggestion of his own, or to be raised where he sits
CARRIED = (ReceptionRoute.SUGGESTION, ReceptionRoute.ENTRUST)


class ConcernCategory(models.TextChoices):
    """What a voter's concern is about."""

    HOUSING = "housing", "住房与小区管理"
    TRAFFIC = "traffic", "交通出行"
    SCHOOLING = "schooling", "子女入学与教育"
    HEALTH = "health", "医疗卫生"
    WORK = "work", "就业与收入"
    CARE = "care", "养老与救助"
    ENVIRONMENT = "environment", "环境卫生"
    LAND = "land", "土地、山林与搬迁"
    PUBLIC_SERVICE = "public_service", "政务服务"
    LAWSUIT = "lawsuit", "诉讼、仲裁、复议事项"
    OTHER = "other", "其他"


class FeedbackWay(models.TextChoices):
    """How the voter was told of the result."""

    IN_PERSON = "in_person", "当面"
    PHONE = "phone", "电话"
    LETTER = "letter", "书面"
    ONLINE = "online", "网络"
    POSTED = "posted", "公示栏（匿名来访）"


class VoterRating(models.TextChoices):
    """What the voter thinks of the result."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
    NONE = "none", "未评价"


class Channel(models.TextChoices):
    """How a concern came in."""

    STATION_CODE = "station_code", "联络站码"
    DEPUTY_CODE = "deputy_code", "代表直通车"
    ACTIVITY_CODE = "activity_code", "代表活动码"
    OFFICE = "office", "工作人员代录"
    DEPUTY_PHONE = "deputy_phone", "代表代录"
    RECEPTION = "reception", "接待选民"
    VISIT = "visit", "走访发现"


class ConcernState(State):
    """Where a concern stands."""

    RECEIVED = "received", "待受理", Tone.WARNING
    ACCEPTED = "accepted", "待交办", Tone.WARNING
    ASSIGNED = "assigned", "办理中", Tone.INFO
    LIFTED = "lifted", "随代表建议办理", Tone.INFO
    PAUSED = "paused", "已暂停", Tone.WARNING
    REPLIED = "replied", "待反馈", Tone.WARNING
    TOLD = "told", "待评价", Tone.SUCCESS
    RATED = "rated", "已评价", Tone.INFO
    CLOSED = "closed", "已办结", Tone.MUTED
    REFUSED = "refused", "不予受理", Tone.MUTED
    MERGED = "merged", "已并案", Tone.MUTED
    SPLIT = "split", "已拆分", Tone.MUTED


#: waits for nobody any more, and was not answered on its own
LEFT_STATES = (ConcernState.REFUSED, ConcernState.MERGED, ConcernState.SPLIT)
OPEN_STATES = ConcernState.without(ConcernState.CLOSED, *LEFT_STATES)
ANSWERED_STATES = (ConcernState.TOLD, ConcernState.RATED, ConcernState.CLOSED)


#: the step is that of the office that leads
WAITS_FOR_LEAD = (ConcernState.RECEIVED, ConcernState.ACCEPTED, ConcernState.REPLIED)
WAITS_FOR_VOTER = (ConcernState.PAUSED, ConcernState.TOLD)  # whatever passes then, no office is late


WITH_HANDLER = (ConcernState.ASSIGNED, ConcernState.REPLIED)
#: have no clock of their own: the voter's turn has none, and a suggestion runs by the clock of the law
UNCLOCKED = (ConcernState.PAUSED, ConcernState.LIFTED)


#: what the voter reads on the page behind number and secret
VOTER_WORDS = {
    ConcernState.RECEIVED: "已收到，等待受理",
    ConcernState.ACCEPTED: "已受理，正在安排单位办理",
    ConcernState.ASSIGNED: "正在办理",
    ConcernState.LIFTED: "代表已就这件事提出建议，由承办单位研究办理",
    ConcernState.PAUSED: "需要您补充情况",
    ConcernState.REPLIED: "承办单位已答复，正在核对",
    ConcernState.TOLD: "已答复，请您评价",
    ConcernState.RATED: "已评价",
    ConcernState.CLOSED: "已办结",
    ConcernState.REFUSED: "不属于受理范围",
    ConcernState.MERGED: "与同类事项一并办理",
    ConcernState.SPLIT: "分成几件分别办理",
}


class Side(models.TextChoices):
    LEAD = "lead", "牵头单位"
    HANDLER = "handler", "承办方"
    DEPUTY = "deputy", "人大代表"
    VOTER = "voter", "选民"
    COUNTY = "county", "县人大"
    SYSTEM = "system", "系统"


_OFFICE_MOVES = {
    "transfer": to(ConcernState.RECEIVED, Side.LEAD),
    "refuse": to(ConcernState.REFUSED, Side.LEAD),
    "merge": to(ConcernState.MERGED, Side.LEAD),
    "split": to(ConcernState.SPLIT, Side.LEAD),
    "pause": to(ConcernState.PAUSED, Side.LEAD),
}


_LIFT = {"lift": to(ConcernState.LIFTED, Side.DEPUTY)}  # a suggestion of his that came of it was handed in
_HEAR = {"hear": to(ConcernState.REPLIED, Side.SYSTEM)}  # what the unit has answered, first or later, reaches the voter


#: the county office may act for the lead and is recorded as such; "resume" leads back to where the concern was paused
CONCERN = Machine(
    "concern",
    "这件诉求",
    ConcernState,
    {
        "hand_in": "提交",
        "accept": "受理",
        "refuse": "不予受理",
        "transfer": "转其他单位牵头",
        "merge": "并案",
        "split": "拆分",
        "unmerge": "取消并案",
        "reconsider": "重新考虑受理",
        "assign": "交办",
        "recall": "收回改派",
        "send_back": "退回（不属本单位）",
        "pause": "请选民补充（暂停计时）",
        "resume": "恢复办理",
        "reply": "登记答复",
        "answer": "答复选民",
        "pass_on": "转乡镇街道人大办理",
        "lift": "转为代表建议",
        "hear": "代表建议已答复",
        "let_go": "代表建议已撤回或退回",
        "tell": "反馈选民",
        "rework": "退回重新答复",
        "rate": "登记选民评价",
        "redo": "重新办理",
        "close": "办结",
        "lapse": "到期未评价，办结",
        "track": "跟踪再答复",
    },
    {
        START: {
            "hand_in": to(  # at once with whom a code, a reception or a route names; told where it was answered there
                ConcernState.RECEIVED,
                *(Side.VOTER, Side.LEAD, Side.DEPUTY),
                also=(ConcernState.ASSIGNED, ConcernState.TOLD),
            )
        },
        ConcernState.RECEIVED: {"accept": to(ConcernState.ACCEPTED, Side.LEAD), **_OFFICE_MOVES, **_LIFT},
        ConcernState.ACCEPTED: {"assign": to(ConcernState.ASSIGNED, Side.LEAD), **_OFFICE_MOVES, **_LIFT},
        ConcernState.ASSIGNED: {
            "reply": to(ConcernState.REPLIED, Side.HANDLER, Side.LEAD),
            "send_back": to(ConcernState.ACCEPTED, Side.HANDLER),
            "recall": to(ConcernState.ACCEPTED, Side.LEAD),
            "pause": to(ConcernState.PAUSED, Side.HANDLER, Side.LEAD, Side.DEPUTY),
            "answer": to(ConcernState.TOLD, Side.DEPUTY),
            "pass_on": to(ConcernState.RECEIVED, Side.DEPUTY),
            **_LIFT,
        },
        ConcernState.LIFTED: {
            "hear": to(ConcernState.REPLIED, Side.SYSTEM),
            "let_go": to(ConcernState.ASSIGNED, Side.SYSTEM, also=(ConcernState.ACCEPTED,)),
            "recall": to(ConcernState.ACCEPTED, Side.LEAD),
        },
        ConcernState.PAUSED: {
            "resume": to(
                ConcernState.ASSIGNED,
                *(Side.HANDLER, Side.LEAD, Side.DEPUTY, Side.VOTER),
                also=(ConcernState.RECEIVED, ConcernState.ACCEPTED),
            )
        },
        ConcernState.REPLIED: {
            "tell": to(ConcernState.TOLD, Side.LEAD),
            "rework": to(ConcernState.ASSIGNED, Side.LEAD),
            **_HEAR,
        },
        ConcernState.TOLD: {
            "rate": to(ConcernState.RATED, Side.LEAD, Side.VOTER),
            "lapse": to(ConcernState.CLOSED, Side.SYSTEM),
        },
        ConcernState.RATED: {
            "redo": to(ConcernState.ASSIGNED, Side.LEAD, Side.VOTER, also=(ConcernState.ACCEPTED,)),
            "close": to(ConcernState.CLOSED, Side.LEAD, Side.SYSTEM),
        },
        ConcernState.CLOSED: {"track": to(ConcernState.ASSIGNED, Side.LEAD), **_HEAR},
        ConcernState.REFUSED: {"reconsider": to(ConcernState.RECEIVED, Side.LEAD)},
        ConcernState.MERGED: {"unmerge": to(ConcernState.RECEIVED, Side.LEAD)},
        ConcernState.SPLIT: {},
    },
    sides=Side,
    main=("accept", "assign", "answer", "reply", "tell", "rate", "close", "resume"),  # what the work usually asks for
)


class ResultClass(models.TextChoices):
    """What came of a concern, as offices report it (A、B、C、D 类)."""

    A = "A", "A 已解决或基本解决"
    B = "B", "B 正在解决"
    C = "C", "C 列入计划逐步解决"
    D = "D", "D 受条件限制，说明解释"


TRACKED = (ResultClass.B, ResultClass.C)  # answered, not done: looked at again on a date


class RefusalReason(models.TextChoices):
    """Why a concern is not taken on, with where to go instead in GOES_TO."""

    LAWSUIT = "lawsuit", "诉讼、仲裁、行政复议事项"
    EMERGENCY = "emergency", "紧急求助"
    DISCIPLINE = "discipline", "举报违纪违法"
    PRIVATE = "private", "纯属个人之间的纠纷"
    UNCLEAR = "unclear", "没有具体内容，又无法联系"
    OTHER = "other", "其他"


GOES_TO = {
    RefusalReason.LAWSUIT: "请向受理的法院、仲裁委员会或复议机关反映；需要法律帮助，拨打 12348（免费）。",
    RefusalReason.EMERGENCY: "请立即拨打：报警 110，火警和抢险 119，急救 120，交通事故 122。",
    RefusalReason.DISCIPLINE: "请向纪检监察机关反映，举报电话 12388。",
    RefusalReason.PRIVATE: "可以请所在社区（村）的人民调解委员会调解，法律咨询拨打 12348（免费）。",
    RefusalReason.UNCLEAR: "请写明事情、地点和希望怎样解决，再反映一次。",
    RefusalReason.OTHER: "具体情况请到附近的代表联络站当面说明。",
}


class SendBackReason(models.TextChoices):
    """Why a unit sends a concern back to the office."""

    NOT_OURS = "not_ours", "不属于本单位职责"
    OTHER_AREA = "other_area", "不在本辖区"
    UNCLEAR = "unclear", "事项或地点不清楚"
    SEVERAL = "several", "涉及多家单位，须牵头协调"
    OTHER = "other", "其他"


class Lateness(models.TextChoices):
    """How the deadline of the present step stands."""

    NEAR = "near", "临期"
    LATE = "late", "已逾期"
    VERY_LATE = "very_late", "严重逾期"
