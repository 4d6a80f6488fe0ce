"""The lines of a change of term as a list; done, the old term's volume."""

from functools import cached_property

from deputies.people.querysets import named_q
from liaison.elections.enums import ElectionState
from liaison.elections.filters import ElectionLineFilter
from liaison.elections.models import Election, ElectionLine
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import BulkAction, Empty, Listing
from yunhe.web.templatetags.ui import state_badge


def _deed(key: str):
    return lambda row: row.deeds.get(key, "")


DECIDED = (
    Column("name", "代表", "mandate.deputy.name", sort=("mandate__deputy__name_pinyin",), is_title=True),
    Column("district", "选区", "mandate.district", sort=("mandate__district__name",)),
    Column("outcome", "去留", "get_outcome_display", sort=("outcome",), cell=lambda row: state_badge(row, "outcome")),
    Column("new_district", "新一届选区", "district"),
)
CARRIED_OUT = (
    Column("check_ins", "签到次数", _deed("check_ins"), number=True),
    Column("activities", "参加活动", _deed("activities"), number=True),
    Column("receptions", "接待选民", _deed("receptions"), number=True),
    Column("told", "已反馈", _deed("told"), number=True, shown=False),
    Column("files", "共管档案", _deed("files"), number=True, shown=False),
    Column("carried", "办理时间", "carried_at", sort=("carried_at",)),
    Column("refusal", "没有办成的原因", "refusal"),
)


class ElectionLineListing(Listing):
    """Who stays and who leaves; after the change also what each did in the term."""

    name = "term-lines"
    title = "代表去留"
    filterset_class = ElectionLineFilter
    search_label = "姓名、拼音或首字母"
    default_sort = "name"
    empty = Empty("这一届没有在任代表", "先导入或录入代表，再登记换届。", "deputies:deputy-list", "去代表名册")

    @cached_property
    def change(self) -> Election:
        """The change whose lines are shown."""
        return Election.objects.visible_to(self.user).get(pk=self.params["change"])

    @property
    def columns(self):
        """What each did in the term is counted when the change is carried out."""
        return DECIDED if self.change.state == ElectionState.PREPARING else (*DECIDED, *CARRIED_OUT)

    @property
    def bulk_actions(self):
        """Ticked lines are decided as long as the change is being prepared."""
        if self.change.state != ElectionState.PREPARING:
            return ()
        return (
            BulkAction("定为连任", "elections:decide-re-elected", icon="check", kind="primary"),
            BulkAction("定为离任", "elections:decide-leaves", icon="exit"),
        )

    def rows(self):
        """Return the lines of the change."""
        related = ("mandate__deputy", "mandate__district", "district")
        return ElectionLine.objects.visible_to(self.user).filter(change=self.params["change"]).select_related(*related)

    def search(self, rows, text):
        """Match name, pinyin or initials."""
        return rows.filter(named_q(text, "mandate__deputy"))
