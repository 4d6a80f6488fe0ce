"""Kinds of activities and whom they invite; the life of activities, invitations, minutes, topics and follow-ups."""

from django.db import models

from yunhe.kit.moves import Machine, Verb, to
from yunhe.kit.states import State, Tone


class Side(models.TextChoices):
    """Who acts on an activity and on what belongs to it."""

    ORGANISER = "organiser", "组织单位"
    DEPUTY = "deputy", "代表本人"
    GIVER = "giver", "交办单位"
    OWNER = "owner", "责任人"


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


class InviteeGroup(models.TextChoices):
    """Why somebody is invited to an activity: the four kinds of people of 凤凰山街道 (domain, models), and single ones."""

    OWN = "own", "本单位选出的代表"
    ZONE = "zone", "开发区代表"
    LIVING_HERE = "living_here", "住在本地的外地代表"
    LEFT_PLACES = "left_places", "搬迁户原籍地的代表"
    ADDED = "added", "单独邀请"
    SELF = "self", "自己报名"


class SignUp(models.TextChoices):
    """Who may sign up by the activity's code without having been invited."""

    INVITED = "invited", "只有受邀的代表"
    NEAR = "near", "本单位选出的、住在本地的代表"
    COUNTY = "county", "全县在任代表"


GROUPS = (InviteeGroup.OWN, InviteeGroup.ZONE, InviteeGroup.LIVING_HERE, InviteeGroup.LEFT_PLACES)


class ActivityState(State):
    PLANNED = "planned", "已计划", Tone.INFO
    HELD = "held", "已举行", Tone.SUCCESS
    CANCELLED = "cancelled", "已取消", Tone.MUTED


ACTIVITY = Machine.named("activity", "活动", ActivityState, sides=Side).of(
    Verb("hold", "登记为已举行", ActivityState.PLANNED, ActivityState.HELD, Side.ORGANISER),
    Verb("cancel", "取消活动", ActivityState.PLANNED, ActivityState.CANCELLED, Side.ORGANISER, kind="danger"),
)


class InvitationState(State):
    """What an invited deputy has answered."""

    INVITED = "invited", "未答复", Tone.MUTED
    COMING = "coming", "参加", Tone.SUCCESS
    WAITING = "waiting", "候补", Tone.WARNING
    DECLINED = "declined", "请假", Tone.DANGER


_SIGN_UP = to(InvitationState.COMING, Side.ORGANISER, Side.DEPUTY, also=(InvitationState.WAITING,))  # no place left
_DECLINE = to(InvitationState.DECLINED, Side.ORGANISER, Side.DEPUTY)

INVITATION = Machine(
    "invitation",
    "邀请",
    InvitationState,
    {"sign_up": "报名", "decline": "请假", "move_up": "候补成功"},
    {
        InvitationState.INVITED: {"sign_up": _SIGN_UP, "decline": _DECLINE},
        InvitationState.COMING: {"decline": _DECLINE},
        InvitationState.WAITING: {"move_up": to(InvitationState.COMING), "decline": _DECLINE},
        InvitationState.DECLINED: {"sign_up": _SIGN_UP},
    },
    sides=Side,
)


class MinutesState(State):
    """Life of an activity's minutes (纪要)."""

    DRAFT = "draft", "草稿", Tone.WARNING
    PUBLISHED = "published", "已印发", Tone.SUCCESS


MINUTES = Machine.named("minutes", "纪要", MinutesState, sides=Side).of(
    Verb("publish", "印发", MinutesState.DRAFT, MinutesState.PUBLISHED, Side.ORGANISER),
    Verb("withdraw", "撤回修改", MinutesState.PUBLISHED, MinutesState.DRAFT, Side.ORGANISER),
)


class TopicState(State):
    """Life of a topic (议题) of 元和's 代表来了: study first, supervise afterwards (先学习、后监督)."""

    PLANNED = "planned", "待学习", Tone.MUTED
    STUDIED = "studied", "已学习", Tone.INFO
    DISCUSSED = "discussed", "已议", Tone.INFO
    SUPERVISING = "supervising", "跟踪监督", Tone.WARNING
    CLOSED = "closed", "已办结", Tone.MUTED
    DROPPED = "dropped", "已撤销", Tone.MUTED


TOPIC = Machine.named("topic", "议题", TopicState, sides=Side).of(
    Verb("study", "登记学习", TopicState.PLANNED, TopicState.STUDIED, Side.ORGANISER, kind="primary"),
    Verb("discuss", "登记议事结果", TopicState.STUDIED, TopicState.DISCUSSED, Side.ORGANISER, kind="primary"),
    Verb("supervise", "转入监督", TopicState.DISCUSSED, TopicState.SUPERVISING, Side.ORGANISER, kind="primary"),
    Verb("close", "办结", TopicState.SUPERVISING, TopicState.CLOSED, Side.ORGANISER, kind="primary"),
    Verb("drop", "撤销议题", (TopicState.PLANNED, TopicState.STUDIED), TopicState.DROPPED, Side.ORGANISER),
)


class FollowUpState(State):
    """Life of a follow-up (跟进事项)."""

    OPEN = "open", "跟进中", Tone.INFO
    DONE = "done", "已完成", Tone.SUCCESS
    DROPPED = "dropped", "不再跟进", Tone.MUTED


FOLLOW_UP = Machine.named("follow-up", "事项", FollowUpState, sides=Side).of(
    Verb("finish", "登记完成", FollowUpState.OPEN, FollowUpState.DONE, Side.GIVER, Side.OWNER, kind="primary"),
    Verb("drop", "不再跟进", FollowUpState.OPEN, FollowUpState.DROPPED, Side.GIVER),
    Verb("reopen", "重新跟进", (FollowUpState.DONE, FollowUpState.DROPPED), FollowUpState.OPEN, Side.GIVER),
)
