"""How the register of check-ins is narrowed."""

from django_filters import ChoiceFilter

from stations.presence.enums import PROOF_OF, CheckInWay, DepartureWay, Proof
from yunhe.web.lists.filters import Filters, HiddenIds, OneOf, UnitFilter, day_range


class CheckInFilter(Filters):
    """Check-ins by way, proof, day, home unit, marks and whether undone."""

    way = ChoiceFilter(choices=CheckInWay.choices, label="方式", empty_label="全部方式")
    since, until = day_range("at", is_moment=True)
    origin = UnitFilter("deputy__origin", label="代表来自")
    state = OneOf(
        "状态",
        standing=("有效", lambda rows: rows.standing()),
        undone=("已撤销", lambda rows: rows.filter(undone_at__isnull=False)),
    )
    proof = ChoiceFilter(choices=Proof.choices, method="by_proof", label="证明程度", empty_label="不限")
    mark = OneOf(
        "标记",
        away=("跨单位参加", lambda rows: rows.away()),
        uploaded=("离线补传", lambda rows: rows.filter(uploaded_at__isnull=False)),
        there=("还在场", lambda rows: rows.still_there()),
        automatic=("自动签退", lambda rows: rows.filter(left_way=DepartureWay.AUTOMATIC)),
    )
    station = HiddenIds("station", "站点编号")
    activity = HiddenIds("activity", "活动编号")
    deputy = HiddenIds("deputy", "代表编号")

    def by_proof(self, rows, name, proof):
        """Check-ins whose way proves so much."""
        return rows.filter(way__in=[way for way, proven in PROOF_OF.items() if proven == proof])
