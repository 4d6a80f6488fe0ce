"""The lines of an election as a list; done, the old term's volume."""

from functools import cached_property

from deputies.people.querysets import named
from deputies.people.tables import person
from liaison.elections.enums import ElectionState
from liaison.elections.filters import ElectionLineFilter
from liaison.elections.models import Election, ElectionLine
from yunhe.web.lists.columns import Column, field, state
from yunhe.web.lists.listing import BulkAction, Empty, Listing, Search


def _deed(key: str):
    return lambda row: row.deeds.get(key, "")


DECIDED = (
    person("name", "代表", "mandate.deputy", is_title=True),
    Column("district", "选区", "mandate.district", sort=("mandate__district__name",)),
    state("去留", "outcome"),
    Column("new_district", "新一届选区", "district"),
)
CARRIED_OUT = (
    Column("check_ins", "签到次数", _deed("check_ins"), number=True),
    Column("activities", "参加活动", _deed("activities"), number=True),
    Column("receptions", "接待选民", _deed("receptions"), number=True),
    Column("told", "已反馈", _deed("told"), number=True, shown=False),
    Column("files", "共管档案", _deed("files"), number=True, shown=False),
    field("carried", "办理时间", "carried_at"),
    Column("refusal", "没有办成的原因", "refusal"),
)


class ElectionLineListing(Listing):
    """Who stays and who leaves; after the election also what each did in the term."""

    name = "term-lines"
    title = "代表去留"
    filterset_class = ElectionLineFilter
    search = Search("姓名、拼音或首字母", named("mandate__deputy"))
    default_sort = "name"
    empty = Empty("这一届没有在任代表", "先导入或录入代表，再登记换届。", "deputies:deputy-list", "去代表名册")

    @cached_property
    def election(self) -> Election:
        return Election.objects.visible_to(self.user).get(pk=self.params["election"])

    @property
    def columns(self):
        """What each did in the term is counted when the election is carried out."""
        return DECIDED if self.election.state == ElectionState.PREPARING else (*DECIDED, *CARRIED_OUT)

    @property
    def bulk_actions(self):
        """Ticked lines are decided as long as the election is being prepared."""
        if self.election.state != ElectionState.PREPARING:
            return ()
        return (
            BulkAction("定为连任", "elections:decide-re-elected", icon="check", kind="primary"),
            BulkAction("定为离任", "elections:decide-leaves", icon="exit"),
        )

    def rows(self):
        """Return the lines of the election."""
        related = ("mandate__deputy", "mandate__district", "district")
        return (
            ElectionLine.objects.visible_to(self.user).filter(election=self.params["election"]).select_related(*related)
        )
