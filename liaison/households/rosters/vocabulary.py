"""What the columns of household registers and pairing lists are called in offices."""

from yunhe.imports.fields import Field, Vocabulary

_HEAD = ("户主", "户主名", "联系户", "联系户姓名", "联系户户主", "联系户户主姓名", "住户姓名", "农户姓名", "联系选民姓名", "联系群众姓名")  # fmt: skip

HOUSEHOLD_FIELDS = (
    Field("head", "户主姓名", (*_HEAD, "姓名", "家庭户主姓名"), personal=True, example="叶某某"),
    Field(
        "village",
        "户籍村",
        ("村", "行政村", "所在村", "原籍村", "原居住村", "村名", "户籍所在村", "户籍地", "村(社区)", "村居"),
        inherits=True,
        example="双林村",
    ),
    Field(
        "community",
        "现居住社区",
        (
            "现居住地",
            "社区",
            "居住社区",
            "现居住社区(村)",
            "安置社区",
            "现住社区",
            "居住小区",
            "现居住小区",
            "搬迁去向",
        ),
        inherits=True,
        example="浮云街道中山社区",
    ),
    Field(
        "address", "现住址", ("住址", "地址", "家庭住址", "详细地址", "现居住地址", "小区楼幢", "门牌"), personal=True
    ),
    Field(
        "phone",
        "电话",
        ("联系电话", "手机", "手机号", "手机号码", "户主电话", "联系方式", "户主联系电话", "联系户电话"),
        personal=True,
        example="16905710001",
    ),
    Field("members", "人口", ("人口数", "家庭人口", "人数", "家庭人数", "家庭人口数"), example="4"),
    Field("care", "重点关心", ("是否重点", "重点户", "重点关注"), choices=("是", "否")),
    Field("moved_on", "搬迁日期", ("搬迁时间", "搬迁年份", "搬迁年月", "下山时间"), example="2019.06"),
    Field("remark", "备注", ("说明",)),
)
IGNORED = ("序号", "编号", "签名", "签字", "户数", "性别", "身份证号", "身份证号码", "年龄")
HOUSEHOLD_VOCABULARY = Vocabulary(HOUSEHOLD_FIELDS, name_key="head", ignored=IGNORED)

PAIR_FIELDS = (
    Field(
        "leader",
        "县代表",
        ("县人大代表", "联系县代表", "县级代表", "结对县代表", "县人大代表姓名", "县代表姓名"),
        parts=(("县代表", "姓名"), ("县人大代表", "姓名")),
        inherits=True,
        example="张某某",
    ),
    Field(
        "deputy",
        "乡镇代表",
        ("镇代表", "乡代表", "镇人大代表", "乡人大代表", "乡镇人大代表", "联系代表", "结对代表", "代表姓名", "代表", "乡镇代表姓名"),
        parts=(("乡镇代表", "姓名"), ("乡镇人大代表", "姓名"), ("镇代表", "姓名")),
        inherits=True,
        example="项某某",
    ),
    Field("head", "户主姓名", _HEAD, parts=(("联系户", "姓名"), ("联系户", "户主")), personal=True, example="叶某某"),
    *HOUSEHOLD_FIELDS[1:],
)  # fmt: skip
PAIR_VOCABULARY = Vocabulary(PAIR_FIELDS, name_key="head", ignored=IGNORED)

LEAD_FIELDS = (
    PAIR_FIELDS[0],
    PAIR_FIELDS[1],
    Field("phone", "手机", ("手机号", "手机号码", "电话", "联系电话", "联系方式"), personal=True),
    Field("village", "所在村", ("村", "行政村", "户籍村", "所在村(社区)", "村(社区)", "村居", "所属村", "驻村")),
    Field("households", "联系户数", ("户数", "联系户", "结对户数", "联系户数(户)", "联系户(户)", "联系农户数", "联系选民户数", "联系户数量")),
    Field("began_on", "建档时间", ("建档日期", "结对时间", "结对日期", "建立时间", "登记时间")),
    Field("remark", "备注", ("说明",)),
)  # fmt: skip
LEAD_VOCABULARY = Vocabulary(
    LEAD_FIELDS, name_key="deputy", ignored=("序号", "编号", "签名", "签字", "性别", "乡镇", "年龄")
)
