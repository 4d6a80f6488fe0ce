"""Narrowing of the trail."""

from django.db.models import CharField, Func, Q
from django_filters import CharFilter, ChoiceFilter

from yunhe.trail.queries import VIEWS
from yunhe.web.lists.filters import Filters, day_range

# Every action belongs to a kind by the beginning of its code; a test holds this against all of the program.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "accounts": ("登录与账号", ("accounts.",)),
    "deputies": ("代表与团队", ("deputies.",)),
    "registration": ("双向共管", ("registration.", "discrepancies.")),
    "ledger": ("台账", ("ledger.",)),
    "joint": ("联席会议", ("joint.",)),
    "reports": ("年度报告", ("reports.",)),
    "stations": ("阵地与活动", ("stations.",)),
    "funds": ("经费", ("funds.",)),
    "contacts": ("联系户与走访", ("contacts.",)),
    "work": ("会议与履职", ("sessions.", "councils.", "deeds.", "evaluation.")),
    "urgings": ("催办督办", ("urgings.",)),
    "voters": ("群众反映与建议", ("liaison.",)),
    "duties": ("任务、品牌与文件", ("obligations.", "brands.", "documents.")),
    "terms": ("换届", ("terms.",)),
    "imports": ("导入", ("imports.",)),
    "out": ("导出与下载", ("web.export", "jobs.")),
    "view": ("查看个人信息", VIEWS),
    "refused": ("拒绝与越权访问", ("web.refuse", "web.outside_scope")),
    "notices": ("提醒设置", ("notices.",)),
    "areas": ("区划与人口", ("areas.", "population.")),
    "audit": ("审计与系统", ("audit.", "oversight.")),
}


def of_kind(kind: str) -> Q:
    """Return the condition that an event's action belongs to a kind of KINDS."""
    return Q(*(Q(verb__startswith=beginning) for beginning in KINDS[kind][1]), _connector=Q.OR)


class AuditEventFilter(Filters):
    """Time, person, action, object, result."""

    since, until = day_range("at", is_moment=True)
    kind = ChoiceFilter(
        label="类别", choices=[(kind, label) for kind, (label, _beginnings) in KINDS.items()], method="by_kind"
    )
    succeeded = ChoiceFilter(label="结果", choices=(("true", "成功"), ("false", "未成功")), method="by_result")
    actor = CharFilter(label="操作人", lookup_expr="contains")
    object_label = CharFilter(label="对象", lookup_expr="contains")
    ip = CharFilter(label="IP", method="by_ip")

    def by_kind(self, events, name, value):
        """Keep events whose action belongs to the kind."""
        return events.filter(of_kind(value))

    def by_result(self, events, name, value):
        """Keep what was done, or what failed or was refused."""
        return events.filter(succeeded=value == "true")

    def by_ip(self, events, name, value):
        """Keep events whose address begins with the text."""
        return events.annotate(host=Func("ip", function="host", output_field=CharField())).filter(
            host__startswith=value
        )
