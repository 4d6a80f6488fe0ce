"""Levels, kinds and reasons of the register of deputies."""

from django.db import models


class CongressLevel(models.TextChoices):
    """The five levels of people's congresses, lowest first."""

    TOWNSHIP = "township", "乡镇"
    COUNTY = "county", "县"
    MUNICIPAL = "municipal", "市"
    PROVINCIAL = "provincial", "省"
    NATIONAL = "national", "全国"


class Gender(models.TextChoices):
    """Gender as the registers write it."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class DatePrecision(models.TextChoices):
    """How much of a date is known."""

    YEAR = "year", "年"
    MONTH = "month", "年月"
    DAY = "day", "年月日"


class OccupationClass(models.TextChoices):
    """Structure class of a deputy; the first three are 基层代表."""

    FARMER = "farmer", "农民"
    WORKER = "worker", "一线工人"
    PROFESSIONAL = "professional", "专业技术人员"
    VILLAGE_CADRE = "village_cadre", "村社干部"
    OFFICIAL = "official", "党政领导干部"
    ENTERPRISE = "enterprise", "企业负责人"
    MILITARY = "military", "军警"
    OTHER = "other", "其他"


class MandateEnd(models.TextChoices):
    """Why a mandate ended (代表法 2025, 第六十二条)."""

    TERM_ENDED = "term_ended", "任期届满"
    MOVED_AWAY = "moved_away", "迁出或者调离本行政区域"
    RESIGNED = "resigned", "辞职被接受"
    ABSENT = "absent", "两次未经批准不出席会议"
    RECALLED = "recalled", "被罢免"
    LOST_NATIONALITY = "lost_nationality", "丧失国籍"
    LOST_RIGHTS = "lost_rights", "被剥夺政治权利"
    LOST_CAPACITY = "lost_capacity", "丧失行为能力"
    DIED = "died", "去世"
    WRONG_ENTRY = "wrong_entry", "登记错误"


class Suspension(models.TextChoices):
    """Why a mandate is suspended (代表法 2025, 第六十一条)."""

    DETAINED = "detained", "因刑事案件被羁押正在受侦查、起诉、审判"
    SENTENCED = "sentenced", "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑"


class TeamKind(models.TextChoices):
    """What a team is called where it works."""

    GROUP = "group", "代表小组"
    HELP = "help", "帮搬团"
    SERVICE = "service", "服务队"
    COGOVERN = "cogovern", "共治组"
    JOINT = "joint", "街乡协作组"
    DIRECT = "direct", "直通车队"
    OTHER = "other", "其他团队"


class MemberKind(models.TextChoices):
    """Who a member of a team is. Only deputies have a file and an account."""

    DEPUTY = "deputy", "人大代表"
    DELIBERATOR = "deliberator", "议事员"
    GRID_WORKER = "grid_worker", "网格员"
    PARTY_MEMBER = "party_member", "党员"
    VILLAGE_CADRE = "village_cadre", "村社干部"
    OFFICIAL = "official", "机关干部"
    VOLUNTEER = "volunteer", "志愿者"


class TeamRole(models.TextChoices):
    """What a member is in the team. The values sort as the list is read."""

    HEAD = "1_head", "组长"
    FIRST_DEPUTY_HEAD = "2_first", "第一副组长"
    DEPUTY_HEAD = "3_deputy", "副组长"
    LIAISON = "4_liaison", "联络员"
    MEMBER = "5_member", "成员"


PARTIES = (
    "中共党员",
    "中共预备党员",
    "共青团员",
    "民革党员",
    "民盟盟员",
    "民建会员",
    "民进会员",
    "农工党党员",
    "致公党党员",
    "九三学社社员",
    "台盟盟员",
    "无党派人士",
    "群众",
)  # GB/T 4762

EDUCATIONS = ("研究生", "大学本科", "大学专科", "中专", "职高", "高中", "初中", "小学", "其他")  # GB/T 4658

ETHNICITIES = (
    "汉族",
    "蒙古族",
    "回族",
    "藏族",
    "维吾尔族",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "高山族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜族",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克族",
    "怒族",
    "乌孜别克族",
    "俄罗斯族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "京族",
    "塔塔尔族",
    "独龙族",
    "鄂伦春族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "基诺族",
)  # GB/T 3304, in the order of its codes 01–56
