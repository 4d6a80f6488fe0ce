"""The rules of a station (工作制度) as a text to begin with; the station changes it as it is run."""

from stations.places.enums import StationKind
from stations.places.models import Station

RECEIVING = (
    "代表按值班表到站接待选民，接待日提前三天公布；因故不能到站的，提前请其他代表接替。",
    "接待时听取意见、如实记录，一件事记一份；能当场答复的当场答复，不能答复的交有关单位办理，并把结果告诉选民。",
    "代表不直接处理具体案件；诉讼、仲裁、行政复议事项，请向受理机关反映。",
    "选民的姓名、电话和住址只用于办理和反馈，不对外公开。",
)
RUNNING = (
    "开放时间有人值守，开放时间、驻站代表和接待日在站内和网上公布，有变化及时更新。",
    "代表进站活动扫码签到，活动有记录、有小结。",
)
BY_KIND = {
    StationKind.MAIN: "统筹全县联络站工作，每半年检查一次各站的开放、接待和办理情况。",
    StationKind.AREA: "每年组织代表接待选民和主题活动，督促所属联络点按时接待、按期反馈。",
    StationKind.URBAN: "服务搬进县城的本乡镇群众，协助代表联系原选区选民，并与所在街道互通情况。",
    StationKind.POINT: "接纳居住在本村（社区）的各级代表进点履职，每两个月至少接待选民一次。",
}


def template_for(station: Station) -> str:
    """Return the proposed rules of `station`, numbered, by its kind."""
    articles = [BY_KIND[StationKind(station.kind)], *RECEIVING, *RUNNING]
    return "\n".join(f"{number}. {text}" for number, text in enumerate(articles, start=1))
