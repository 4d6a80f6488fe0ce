"""Narrowing of the trail."""

from django.db.models import CharField, Func
from django_filters import CharFilter, ChoiceFilter

from yunhe.web.lists.filters import Filters, day_range

KINDS = (
    ("accounts.", "登录与账号"),
    ("deputies.", "代表"),
    ("registration.", "双向共管"),
    ("ledger.", "台账"),
    ("stations.", "阵地与活动"),
    ("imports.", "导入"),
    ("web.export", "导出"),
    ("view", "查看个人信息"),
    ("web.refuse", "拒绝访问"),
    ("areas.", "区划"),
    ("audit.", "审计"),
)
VIEW_VERBS = ("audit.view_field", "deputies.reveal_contact")


class AuditEventFilter(Filters):
    """Time, person, action, object, result."""

    since, until = day_range("at", is_moment=True)
    kind = ChoiceFilter(label="类别", choices=KINDS, method="by_kind")
    succeeded = ChoiceFilter(label="结果", choices=(("true", "成功"), ("false", "未成功")), method="by_result")
    actor = CharFilter(label="操作人", lookup_expr="contains")
    object_label = CharFilter(label="对象", lookup_expr="contains")
    ip = CharFilter(label="IP", method="by_ip")

    def by_kind(self, events, name, value):
        """Keep events whose action belongs to the kind."""
        return events.filter(verb__in=VIEW_VERBS) if value == "view" else events.filter(verb__startswith=value)

    def by_result(self, events, name, value):
        """Keep what was done, or what failed or was refused."""
        return events.filter(succeeded=value == "true")

    def by_ip(self, events, name, value):
        """Keep events whose address begins with the text."""
        return events.annotate(host=Func("ip", function="host", output_field=CharField())).filter(
            host__startswith=value
        )
