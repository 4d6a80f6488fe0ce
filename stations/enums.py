"""Kinds and states of stations, codes, activities, check-ins, receptions, duty rotas and invitations."""

from django.db import models


class StationKind(models.TextChoices):
    """Place of a station in the 1+11+N tree."""

    MAIN = "main", "县总站"
    AREA = "area", "联络站"
    URBAN = "urban", "城区联络站"
    POINT = "point", "联络点"


POSITION_FIELDS = ("latitude", "longitude", "radius")
DETAIL_FIELDS = (
    "introduction",
    *POSITION_FIELDS,
)  # what a point's keeper may change


class CodeKind(models.TextChoices):
    """The three codes."""

    DEPUTY = "deputy", "代表码"
    STATION = "station", "联络站码"
    ACTIVITY = "activity", "代表活动码"


class ActivityKind(models.TextChoices):
    """What deputies do together."""

    COMMUNITY = "community", "社区活动"
    RECEPTION = "reception", "接待选民"
    DELIBERATION = "deliberation", "议事会"
    INSPECTION = "inspection", "视察"
    FIELD_RESEARCH = "field_research", "调研"
    TRAINING = "training", "学习培训"
    VISIT = "visit", "走访"
    THEME = "theme", "主题活动"
    OTHER = "other", "其他"


class ActivityState(models.TextChoices):
    """Life of an activity."""

    PLANNED = "planned", "已计划"
    HELD = "held", "已举行"
    CANCELLED = "cancelled", "已取消"


class CheckInWay(models.TextChoices):
    """How presence was recorded."""

    STATION_CODE = "station_code", "扫联络站码"
    ACTIVITY_CODE = "activity_code", "扫活动码"
    SCREEN_CODE = "screen_code", "扫屏幕码"
    DEPUTY_CODE = "deputy_code", "负责人扫代表码"
    KEEPER = "keeper", "负责人登记"
    AFTERWARDS = "afterwards", "事后补登"


class Proof(models.TextChoices):
    """How strongly a check-in proves presence, strongest first: it follows from the way."""

    SCREEN = "screen", "屏幕码"
    KEEPER = "keeper", "负责人"
    PRINTED = "printed", "张贴码"
    AFTERWARDS = "afterwards", "事后"


#: what each way proves: a screen code cannot be photographed ahead, a keeper has seen the deputy, a printed code can be copied
PROOF_OF: dict[str, Proof] = {
    CheckInWay.SCREEN_CODE: Proof.SCREEN,
    CheckInWay.DEPUTY_CODE: Proof.KEEPER,
    CheckInWay.KEEPER: Proof.KEEPER,
    CheckInWay.STATION_CODE: Proof.PRINTED,
    CheckInWay.ACTIVITY_CODE: Proof.PRINTED,
    CheckInWay.AFTERWARDS: Proof.AFTERWARDS,
}


class DepartureWay(models.TextChoices):
    """How the end of a stay was recorded."""

    SELF = "self", "本人签退"
    KEEPER = "keeper", "负责人签退"
    AUTOMATIC = "automatic", "自动签退"


class CheckInRefusal(models.TextChoices):
    """Why a check-in was not taken; the label says it to the person and names what to do."""

    UNKNOWN_CODE = "unknown_code", "没有找到这个码，请核对短码，或改扫站点最新张贴的码"
    CODE_REVOKED = "code_revoked", "此码已停用，请扫站点最新张贴的码"
    CODE_NOT_YET = "code_not_yet", "扫码时此码还没有启用，请核对手机时间，或请负责人补登"
    NOT_A_DEPUTY = "not_a_deputy", "您的账号没有关联代表档案，请联系所在乡镇（街道）人大"
    NO_PLACE = "no_place", "代表码不能用来签到，请扫联络站码或活动码"
    NO_DEPUTY_CODE = "no_deputy_code", "这不是代表码，请扫代表出示的代表码"
    NOT_SERVING = "not_serving", "您目前没有在任的代表资格，不能签到，如有疑问请联系选区所在的人大"
    STATION_CLOSED = "station_closed", "该站点已停用，请到上级联络站签到"
    ACTIVITY_CANCELLED = "activity_cancelled", "该活动已取消，不用签到；如仍举行，请联系组织者"
    TOO_EARLY = "too_early", "活动签到尚未开始，请在签到时段内再扫"
    TOO_LATE = "too_late", "活动签到已经结束，请联系组织者补登"
    SCREEN_EXPIRED = "screen_expired", "屏幕上的码已经换过（超过 90 秒），请看着屏幕重新扫一次"
    SCREEN_FORGED = "screen_forged", "这个屏幕码不是本系统显示的，请看着站点的屏幕重新扫一次"
    IN_THE_FUTURE = "in_the_future", "扫码时间晚于现在，请校准手机时间后重新扫"
    TOO_OLD = "too_old", "扫码已超过 72 小时，不能再补传，请联系负责人事后补登"
    NOT_YOURS = "not_yours", "您不能为这个站点或活动登记签到，请联系主办单位"


class ReceptionState(models.TextChoices):
    """Life of a voter's matter that was taken down at a reception."""

    RECORDED = "recorded", "已记录"
    HANDED_OVER = "handed_over", "已交办"
    SETTLED = "settled", "已办结"
    TOLD = "told", "已反馈"


#: state → {verb: state after it}. The whole life of a reception record; nothing moves outside it.
RECEPTION_TRANSITIONS: dict[str, dict[str, str]] = {
    ReceptionState.RECORDED: {
        "hand_over": ReceptionState.HANDED_OVER,
        "settle": ReceptionState.SETTLED,
    },
    ReceptionState.HANDED_OVER: {"settle": ReceptionState.SETTLED},
    ReceptionState.SETTLED: {"tell": ReceptionState.TOLD},
    ReceptionState.TOLD: {"redo": ReceptionState.HANDED_OVER},
}

RECEPTION_VERBS = {"hand_over": "交办", "settle": "登记办理结果", "tell": "登记反馈和评价", "redo": "重新办理"}


class ReceptionRoute(models.TextChoices):
    """Where a matter goes from the reception."""

    ON_THE_SPOT = "on_the_spot", "当场答复"
    COMMUNITY = "community", "交社区（村）办理"
    WORK_COMMITTEE = "work_committee", "交人大街道工委（乡镇人大）"
    SUGGESTION = "suggestion", "转为代表建议"
    ENTRUST = "entrust", "委托上级代表反映"


class MatterCategory(models.TextChoices):
    """What a voter's matter is about."""

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


class Rhythm(models.TextChoices):
    """By which rule a year's duty days are found."""

    MONTH_DAY = "month_day", "每月固定日期"
    WEEKLY = "weekly", "每周固定星期"
    NTH_WEEKDAY = "nth_weekday", "每月第几个星期几"


class Months(models.TextChoices):
    """In which months there is duty."""

    ALL = "all", "每个月"
    ODD = "odd", "单月"
    EVEN = "even", "双月"
    QUARTER = "quarter", "每季度首月"


class Weekday(models.IntegerChoices):
    """Days of the week as ISO counts them."""

    MONDAY = 1, "星期一"
    TUESDAY = 2, "星期二"
    WEDNESDAY = 3, "星期三"
    THURSDAY = 4, "星期四"
    FRIDAY = 5, "星期五"
    SATURDAY = 6, "星期六"
    SUNDAY = 7, "星期日"


class ShiftState(models.TextChoices):
    """Life of a reception day."""

    PLANNED = "planned", "待值班"
    HELD = "held", "已接待"
    CANCELLED = "cancelled", "已取消"


SHIFT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    ShiftState.PLANNED: (ShiftState.HELD, ShiftState.CANCELLED),
    ShiftState.HELD: (),
    ShiftState.CANCELLED: (),
}


class SwapState(models.TextChoices):
    """Life of a deputy's wish to change a duty with a colleague."""

    ASKED = "asked", "等对方答复"
    ACCEPTED = "accepted", "已换班"
    DECLINED = "declined", "对方未同意"
    WITHDRAWN = "withdrawn", "已收回"


SWAP_TRANSITIONS: dict[str, tuple[str, ...]] = {
    SwapState.ASKED: (SwapState.ACCEPTED, SwapState.DECLINED, SwapState.WITHDRAWN),
    SwapState.ACCEPTED: (),
    SwapState.DECLINED: (),
    SwapState.WITHDRAWN: (),
}


class InviteeGroup(models.TextChoices):
    """Why somebody is invited to an activity: the four kinds of people of 凤凰山街道 (domain, models), and single ones."""

    OWN = "own", "本单位选出的代表"
    ZONE = "zone", "开发区代表"
    LIVING_HERE = "living_here", "住在本地的外地代表"
    LEFT_PLACES = "left_places", "搬迁户原籍地的代表"
    ADDED = "added", "单独邀请"


GROUPS = (InviteeGroup.OWN, InviteeGroup.ZONE, InviteeGroup.LIVING_HERE, InviteeGroup.LEFT_PLACES)


class InvitationState(models.TextChoices):
    """What an invited deputy has answered."""

    INVITED = "invited", "未答复"
    COMING = "coming", "参加"
    WAITING = "waiting", "候补"
    DECLINED = "declined", "请假"


#: what a deputy (or the organiser for him) may answer from each state; WAITING instead of COMING where no place is left
INVITATION_TRANSITIONS: dict[str, tuple[str, ...]] = {
    InvitationState.INVITED: (InvitationState.COMING, InvitationState.WAITING, InvitationState.DECLINED),
    InvitationState.COMING: (InvitationState.DECLINED,),
    InvitationState.WAITING: (InvitationState.COMING, InvitationState.DECLINED),
    InvitationState.DECLINED: (InvitationState.COMING, InvitationState.WAITING),
}
