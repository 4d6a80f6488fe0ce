"""What is known of a person, in fixed words."""

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


#: GB/T 4762
PARTIES = (
    "中共党员", "中共预备党员", "共青团员", "民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员", "台盟盟员", "无党派人士", "群众",
)  # fmt: skip


EDUCATIONS = ("研究生", "大学本科", "大学专科", "中专", "职高", "高中", "初中", "小学", "其他")  # GB/T 4658


#: GB/T 3304, in the order of its codes 01–56
ETHNICITIES = (
    "汉族", "蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克族",
    "傣族", "黎族", "傈僳族", "佤族", "畲族", "高山族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜族", "土族", "达斡尔族", "仫佬族", "羌族",
    "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯族", "阿昌族", "普米族", "塔吉克族", "怒族", "乌孜别克族", "俄罗斯族", "鄂温克族", "德昂族", "保安族", "裕固族",
    "京族", "塔塔尔族", "独龙族", "鄂伦春族", "赫哲族", "门巴族", "珞巴族", "基诺族",
)  # fmt: skip
