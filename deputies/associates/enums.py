"""Who the people are that are no deputies, how they came in, why they leave."""

from django.db import models


class AssociateKind(models.TextChoices):
    """What somebody is who works with deputies and is none."""

    DELIBERATOR = "deliberator", "议事员"
    GRID_WORKER = "grid_worker", "网格员"
    PARTY_MEMBER = "party_member", "党员"
    VILLAGE_CADRE = "village_cadre", "村社干部"
    OFFICIAL = "official", "机关干部"
    VOLUNTEER = "volunteer", "志愿者"


class ChosenWay(models.TextChoices):
    """How somebody came in (居民议事会章程的常见做法: 自荐、单位推荐、群众推荐，公示后由党（工）委确定)."""

    SELF = "self", "本人自荐"
    UNIT = "unit", "单位推荐"
    RESIDENTS = "residents", "群众推荐"
    POST = "post", "因职务担任"


class ExitReason(models.TextChoices):
    """Why somebody leaves."""

    TERM_OVER = "term_over", "任期届满不再续任"
    OWN_WISH = "own_wish", "本人申请"
    MOVED = "moved", "迁离或调离"
    ABSENT = "absent", "多次不参加会议或活动"
    UNFIT = "unfit", "不再符合条件"
    DIED = "died", "去世"
    OTHER = "other", "其他"


STANDING, EXPIRED, LEFT = "在任", "任期已满", "已退出"
