"""Invented names, work and addresses. Nobody in the demo exists."""

from collections.abc import Iterator
from random import Random

SURNAMES = (
    "王", "叶", "陈", "张", "项", "吴", "刘", "林", "徐", "周", "潘", "柳", "练", "梅", "季", "夏", "毛", "金", "朱", "胡",
)  # fmt: skip
SHE_SURNAMES = ("蓝", "雷", "钟")
GIVEN = [
    "云舟", "山岚", "水车", "木马", "竹匾", "青禾", "秋实", "春晓", "石臼", "溪石", "松针", "麦穗", "稻香", "晨雾", "晚霞", "茶盏", "陶罐", "纸鸢",
    "风筝", "陀螺", "积木", "榫卯", "飞檐", "斗拱", "藻井", "铜铃", "算盘", "砚台", "墨斗", "竹笛", "芦笙", "彩带", "蒲草", "菖蒲", "茯苓", "香菇",
    "木耳", "银杏", "红枫", "雪松", "白鹭", "画眉", "惊蛰", "谷雨", "小满", "芒种", "白露", "寒露", "立秋", "冬至", "朝阳", "新苗", "清泉", "长亭",
    "望江", "听雨", "归帆", "渔火", "云梯", "梯田",
]  # fmt: skip
ESTATES = ("云锦花苑", "木玩小区", "箬溪雅居", "童话家园", "浮云新村", "仙宫佳苑", "梯田人家", "和信公寓")
WORK = {
    "farmer": ("{village}果农", "{village}茶农", "专业合作社社员", "家庭农场经营者", "云和师傅"),
    "worker": ("木玩企业一线职工", "经开区企业职工", "来料加工经纪人", "建筑业务工人员"),
    "professional": ("小学教师", "乡镇卫生院医师", "农技推广员", "幼儿园教师"),
    "village_cadre": ("{village}村文书", "{village}村党支部委员", "{village}村民小组长"),
    "official": ("乡镇机关干部", "县直机关干部", "站所干部"),
    "enterprise": ("木玩企业负责人", "民宿经营户", "农产品加工企业负责人"),
}
OCCUPATION_WEIGHTS = {
    "farmer": 28, "worker": 18, "professional": 14, "village_cadre": 18, "official": 14, "enterprise": 8,
}  # fmt: skip
SPECIALITIES = (
    "矛盾调解", "果树栽培", "茶叶加工", "民宿经营", "木玩设计", "法律咨询", "养老照护", "教学辅导", "电商直播", "畲族彩带", "水电安装", "文艺排练", "财务会计", "医疗护理",
)  # fmt: skip


def invented_names(random: Random) -> Iterator[tuple[str, str]]:
    """Yield (name, ethnicity) endlessly, each name once."""
    taken: set[str] = set()
    while True:
        she = random.random() < 0.16
        name = random.choice(SHE_SURNAMES if she else SURNAMES) + random.choice(GIVEN)
        if name not in taken:
            taken.add(name)
            yield name, "畲族" if she else "汉族"


def invented_phones() -> Iterator[str]:
    """Yield phone numbers from a range that is not given to anyone, each once."""
    number = 16_905_785_000
    while True:
        number += 1
        yield str(number)


def invented_address(random: Random) -> str:
    """Return an address in one of the invented estates."""
    return (
        f"{random.choice(ESTATES)}{random.randint(1, 20)}幢{random.randint(1, 3)}单元"
        f"{random.randint(1, 9)}0{random.randint(1, 4)}室"
    )
