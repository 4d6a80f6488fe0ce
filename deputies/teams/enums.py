"""Kinds of teams, and roles in a team."""

from django.db import models


class TeamKind(models.TextChoices):
    """What a team is called where it works."""

    GROUP = "group", "代表小组"
    CENTRE = "centre", "代表中心组"
    HELP = "help", "帮搬团"
    SERVICE = "service", "服务队"
    COGOVERN = "cogovern", "共治组"
    JOINT = "joint", "街乡协作组"
    DIRECT = "direct", "直通车队"
    OTHER = "other", "其他团队"


class TeamRole(models.TextChoices):
    """What a member is in the team. The values sort as the list is read."""

    HEAD = "1_head", "组长"
    FIRST_DEPUTY_HEAD = "2_first", "第一副组长"
    DEPUTY_HEAD = "3_deputy", "副组长"
    LIAISON = "4_liaison", "联络员"
    MEMBER = "5_member", "成员"
