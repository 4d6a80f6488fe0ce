"""Documents of the demo county. The county's own notices are not public: their summaries are ours, and say so."""

from datetime import date

from liaison.documents import workflow
from liaison.documents.enums import DocumentKind
from liaison.obligations.models import ObligationTemplate
from yunhe.accounts.models import User
from yunhe.areas.models import Area

OURS = "（演示用摘要，正式文本请本县上传。）"
LAWS = (
    (
        "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法",
        "全国人民代表大会",
        date(2025, 3, 11),
        "第十一条：代表应当与原选区选民或者原选举单位和人民群众保持密切联系。\n"
        "第四十二条：代表活动经费列入本级预算，专款专用。\n"
        "第五十八条：常务委员会、主席团记录代表履职情况，定期组织代表向选民报告。\n"
        "第六十一条、第六十二条：暂时停止执行代表职务和代表资格终止的情形。",
    ),
    (
        "浙江省实施《代表法》办法",
        "浙江省人民代表大会常务委员会",
        date(2016, 5, 27),
        "第十九条：代表小组每年活动不少于三次。\n第三十五条：闭会期间县级代表每年履职不少于十五个工作日，乡镇代表不少于七个工作日。\n"
        "第四十七条：代表应当定期向原选区选民报告履行职责情况。",
    ),
)
NOTICES = (  # the three of the article, by their titles; what they say is ours
    (
        "关于代表服务管理工作指导意见的通知",
        "各乡镇、街道、开发区人大加强代表服务管理：编好代表小组，每组每年活动不少于三次；组织学习、述职和年度评价。",
        ("each-group", "each-centre-group", "learn-together", "report-back", "evaluation"),
    ),
    (
        "关于持续推进街乡人大共治相关工作的通知",
        "街道、乡镇人大每年向党（工）委专题汇报一次街乡人大共治；流出地与流入地每年至少召开一次双向共管联席会议，形成纪要并逐项落实。",
        ("party-report", "joint-meeting"),
    ),
    (
        "进城流动代表服务管理和作用发挥制度",
        "流动代表一人一卡、建档立卡；流出地督促、流入地登记核实、社区报到接收；两地双向共管；台账半年更新一次；每年回原选区。",
        ("half-year-ledger", "each-home-visit"),
    ),
)


def write_documents(county: Area, by: User) -> None:
    """Put the laws and the three notices in, each linked to the rules that come from it."""
    for title, issuer, on, summary in LAWS:
        workflow.add_document(
            by=by,
            area=county,
            kind=DocumentKind.LAW,
            title=title,
            issuer=issuer,
            issued_on=on,
            effective_on=on,
            summary=summary,
        )
    rules = list(ObligationTemplate.objects.filter(area=county, until__isnull=True).order_by("key"))
    for title, summary, keys in NOTICES:
        document = workflow.add_document(
            by=by,
            area=county,
            kind=DocumentKind.NOTICE,
            title=title,
            issuer=f"{county.name}人大常委会",
            effective_on=date(2023, 7, 1),
            summary=f"{summary}\n{OURS}",
        )
        for rule in rules:
            if rule.key in keys:
                workflow.link_obligation(document, rule, by=by)
