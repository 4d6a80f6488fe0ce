"""Council meetings as a list."""

from liaison.councils.enums import ProjectResult, SeatStatus
from liaison.councils.filters import CouncilFilter
from liaison.councils.models import AgendaItem, CouncilMeeting, Project, Seat
from yunhe.kit.counting import count_of
from yunhe.web.lists.columns import Column, counted, field, state
from yunhe.web.lists.listing import Empty, Listing, Search


class CouncilListing(Listing):
    name = "councils"
    title = "议事会会议"
    filterset_class = CouncilFilter
    search = Search("单位、地点或主持人", "area__name__contains", "place__contains", "chair__contains")
    default_sort = "-on"
    columns = (
        Column("meeting", "会议", "__str__", is_title=True),
        field("on", "会议日期"),
        counted("agenda", "议程"),
        counted("called", "应到"),
        counted("present", "到会"),
        counted("chosen", "票决当选项目"),
        state(),
        Column("place", "地点", "place", shown=False),
        Column("chair", "主持人", "chair", shown=False),
    )
    empty = Empty(
        "还没有议事会会议", "点“筹备会议”，本单位的议事员会列入应到名单。", "councils:meeting-create", "筹备会议"
    )
    source = CouncilMeeting.objects.select_related("area")
    annotated = {
        "agenda": count_of(AgendaItem.objects.all(), "meeting"),
        "called": count_of(Seat.objects.all(), "meeting"),
        "present": count_of(Seat.objects.filter(status=SeatStatus.PRESENT), "meeting"),
        "chosen": count_of(Project.objects.filter(result=ProjectResult.CHOSEN), "item__meeting"),
    }
