"""Kinds and states of activities, invitations, minutes, topics and follow-ups, with their moves."""

from django.db import models


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


class MinutesState(models.TextChoices):
    """Life of an activity's minutes (纪要)."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已印发"


#: state → {verb: state after it}
MINUTES_TRANSITIONS: dict[str, dict[str, str]] = {
    MinutesState.DRAFT: {"publish": MinutesState.PUBLISHED},
    MinutesState.PUBLISHED: {"withdraw": MinutesState.DRAFT},
}


MINUTES_VERBS = {"publish": "印发", "withdraw": "撤回修改"}


class TopicState(models.TextChoices):
    """Life of a topic (议题) of 元和's 代表来了: study first, supervise afterwards (先学习、后监督)."""

    PLANNED = "to_study", "待学习"
    STUDIED = "studied", "已学习"
    DISCUSSED = "discussed", "已议"
    SUPERVISING = "supervising", "跟踪监督"
    CLOSED = "closed", "已办结"
    DROPPED = "topic_dropped", "已撤销"


TOPIC_TRANSITIONS: dict[str, dict[str, str]] = {
    TopicState.PLANNED: {"study": TopicState.STUDIED, "drop": TopicState.DROPPED},
    TopicState.STUDIED: {"discuss": TopicState.DISCUSSED, "drop": TopicState.DROPPED},
    TopicState.DISCUSSED: {"supervise": TopicState.SUPERVISING},
    TopicState.SUPERVISING: {"close": TopicState.CLOSED},
    TopicState.CLOSED: {},
    TopicState.DROPPED: {},
}


TOPIC_VERBS = {
    "study": "登记学习",
    "discuss": "登记议事结果",
    "supervise": "转入监督",
    "close": "办结",
    "drop": "撤销议题",
}


class FollowUpState(models.TextChoices):
    """Life of a follow-up (跟进事项)."""

    OPEN = "following", "跟进中"
    DONE = "followed_up", "已完成"
    DROPPED = "not_followed", "不再跟进"


FOLLOW_UP_TRANSITIONS: dict[str, dict[str, str]] = {
    FollowUpState.OPEN: {"finish": FollowUpState.DONE, "drop": FollowUpState.DROPPED},
    FollowUpState.DONE: {"reopen": FollowUpState.OPEN},
    FollowUpState.DROPPED: {"reopen": FollowUpState.OPEN},
}


FOLLOW_UP_VERBS = {"finish": "登记完成", "drop": "不再跟进", "reopen": "重新跟进"}
