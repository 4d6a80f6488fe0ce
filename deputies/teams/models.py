"""Team (代表团队) and TeamMember (团队成员)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from deputies.teams.enums import TeamKind, TeamRole
from deputies.teams.querysets import TeamMemberQuerySet, TeamQuerySet
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, in_order, maybe, together, unique


class Team(Entered, Addressed):
    """Deputies and others who work together for an area (代表小组, 帮搬团, 服务队, 共治协作组).

    `area` leads; a joint team (联合团队) has a second unit `partner`, and both manage it. It stands until `ends_on`.
    """

    page = "teams:team-detail"

    name = models.CharField("团队名称", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=TeamKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="teams", verbose_name="牵头单位")
    partner = maybe(Area, "联合单位", "partner_teams")
    theme = models.CharField("主题", max_length=40, blank=True)
    purpose = models.TextField("职责", max_length=500, blank=True)
    served_areas = models.ManyToManyField(Area, blank=True, related_name="serving_teams", verbose_name="服务区域")
    begins_on = models.DateField("成立日期", default=timezone.localdate)
    ends_on = models.DateField("任期届满", null=True, blank=True)
    disbanded_on = models.DateField("撤销日期", null=True, blank=True)
    disband_reason = models.CharField("撤销原因", max_length=120, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表团队"
        ordering = ["area__order", "name", "id"]
        constraints = [
            unique("team_name_once_an_area", "area", "name", until="disbanded_on", says="牵头单位已有同名的团队。"),
            check(
                "team_partner_is_another",
                Q(partner__isnull=True) | ~Q(partner=F("area")),
                "联合单位不能与牵头单位相同。",
            ),
            check("team_dates_in_order", in_order("begins_on", "ends_on"), "任期届满日期应晚于成立日期。"),
            check(
                "team_disbanded_with_reason", together("disbanded_on", "disband_reason"), "撤销团队须写明日期和原因。"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def areas(self) -> list[Area]:
        """The one or two units that manage the team (needs area and partner loaded)."""
        return [self.area, *([self.partner] if self.partner_id else [])]

    @property
    def areas_label(self) -> str:
        """The managing units for people: 白龙山街道、雾溪畲族乡."""
        return "、".join(area.full_name for area in self.areas)

    @property
    def is_standing(self) -> bool:
        """Whether the team has not been disbanded."""
        return self.disbanded_on is None

    @property
    def state_label(self) -> str:
        """Where the team stands, for people."""
        if not self.is_standing:
            return "已撤销"
        return "任期已满" if self.ends_on and self.ends_on < timezone.localdate() else "运行中"


class TeamMember(Addressed):
    """A person's time in a team: a deputy, or somebody of the register of those who are none (议事员, 网格员, 党员, 村社干部).

    `side` is the unit that sent the member.
    """

    page = "teams:team-detail"
    page_key = "team_id"

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", verbose_name="团队")
    deputy = maybe(Deputy, "代表", "team_memberships", models.CASCADE)
    associate = maybe(Associate, "议事员等人员", "team_memberships")
    role = models.CharField("团队职务", max_length=12, choices=TeamRole, default=TeamRole.MEMBER)
    side = maybe(Area, "来自", "+")
    task = models.CharField("分工", max_length=80, blank=True)
    joined_on = models.DateField("加入日期", default=timezone.localdate)
    left_on = models.DateField("退出日期", null=True, blank=True)
    leave_reason = models.CharField("退出原因", max_length=120, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "团队成员"
        ordering = ["team", "role", "joined_on", "id"]
        constraints = [
            check(
                "team_member_is_one_person",
                Q(deputy__isnull=False, associate__isnull=True) | Q(deputy__isnull=True, associate__isnull=False),
                "请选择一位代表，或者议事员等人员中的一位。",
            ),
            unique("team_member_once", "team", "deputy", until="left_on", says="该代表已在这个团队。"),
            unique("team_associate_once", "team", "associate", until="left_on", says="该人员已在这个团队。"),
            unique(
                "team_one_head",
                "team",
                where=Q(left_on__isnull=True, role=TeamRole.HEAD),
                says="这个团队已有负责人，请先调整原负责人的职务。",
            ),
            check("team_member_left_with_reason", together("left_on", "leave_reason"), "退出团队须写明日期和原因。"),
        ]

    def __str__(self):
        return f"{self.name}（{self.team}）"

    @property
    def name(self) -> str:
        """The person's name (needs deputy and associate loaded)."""
        return self.deputy.name if self.deputy else self.associate.name if self.associate else ""

    @property
    def kind_label(self) -> str:
        """What the person is: 人大代表, 议事员, 网格员 …"""
        return self.associate.get_kind_display() if self.associate else "人大代表"

    @property
    def post(self) -> str:
        """The post of somebody who is no deputy, "" of a deputy."""
        return self.associate.post if self.associate else ""
