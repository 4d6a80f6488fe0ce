"""Places that are not in a county of the index: other counties, cities, provinces, abroad."""

import re

_WORDS = re.compile(
    r"^(?:浙江省?|本省)?(?:外省|省外|县外|市外|外县|外市|外地|国外|境外|海外|省内|市内)"
    r"|^(?:意大利|西班牙|法国|德国|美国|日本|英国|葡萄牙|希腊|俄罗斯|巴西|加拿大|澳大利亚|新西兰|泰国|越南|缅甸|柬埔寨|老挝|新加坡|马来西亚|韩国|欧洲|非洲)"
    r"|^(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    r"|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|广州|东莞|苏州|无锡|南京|厦门|福州|武汉|成都|合肥)"
    r"|^(?:浙江省?)?(?:杭州|宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水(?:市区|城区|市莲都|市直|市(?!场)|$)"
    r"|莲都|青田|缙云|遂昌|松阳|庆元|景宁|龙泉|义乌|永康|东阳|武义|乐清|瑞安|慈溪|余姚|海宁|桐乡|诸暨|萧山|余杭)"
)
_STREET = re.compile(  # 上海路, 北京花园: a street or an estate that bears the name of a city
    r"^[一-龥]{2,3}(?:东|西|南|北|中)?(?:路|大道|街(?!道)|巷|弄|小区|花园|花苑|苑|公寓|大厦|宾馆|酒店|饭店|广场|家园|新村|(?<![县市区])城(?!区|市))"
)
_UNIT = re.compile(r"^([一-龥]{2,6}?)(省|自治区|自治州|自治县|市|县|区|州|旗)")
_NOT_A_UNIT = re.compile(r"(?:小|社|城|片|园|新|校|厂|景|宅|生活|开发|街|路|巷|村|居住|安置|工业)$")


def names_outside(folded: str) -> bool:
    """Whether the folded text, which fits no area of the index, names a place outside of it."""
    if _WORDS.match(folded) and not _STREET.match(folded):
        return True
    match = _UNIT.match(folded)
    if not match or _NOT_A_UNIT.search(match.group(1)):
        return False
    tail = folded[match.end() :]
    if match.group(2) == "市" and tail.startswith(("场", "政")):
        return False
    return not (match.group(2) == "县" and (len(match.group(1)) > 3 or tail.startswith(("城", "前", "后"))))
