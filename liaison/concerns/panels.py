"""What receptions add to the page of a station, and the place where other parts add to the page of a concern."""

from django.db.models import Count
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.models import Concern
from stations.activities.models import Topic
from stations.activities.policies import can_edit_topic
from stations.places.models import Station
from stations.places.policies import can_record_at_station
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.panels import Panel, Panels
from yunhe.kit.refusals import is_allowed, reason_against

pages: Panels[Concern] = Panels("page of a concern")
followed: Panels[Concern] = Panels("page on which a voter follows a concern")


def receivers_of(station: Station, year: int) -> list[tuple[str, int]]:
    """Return who received voters at `station` in `year` and how many concerns each, most first: [(name, number)]."""
    received = Deputy.objects.filter(receptions__station=station, receptions__received_on__year=year)
    counted = received.annotate(number=Count("receptions")).order_by("-number", "name_pinyin")
    return [(deputy.name, deputy.number) for deputy in counted]


def receptions_panel(station: Station, user: User) -> Panel:
    """Return the panel 接待选民 of a station's page: who received how many this year, and the latest."""
    year = timezone.localdate().year
    context = {
        "year": year,
        "receivers": receivers_of(station, year),
        "receptions": station.receptions.select_related("concern__place").order_by("-received_on", "-pk")[:5],
        "record_refusal": reason_against(can_record_at_station, user, station),
    }
    return Panel("接待选民", "liaison/concerns/_station_panel.html", context)


def concerns_panel(topic: Topic, user: User) -> Panel | None:
    """Return the panel 来自群众诉求 of a topic's page: the concerns that it was taken from, where each stands; None without any."""
    rows = list(topic.concerns.select_related("place__unit").order_by("created_at", "pk"))
    if not rows:
        return None
    seen = set(Concern.objects.visible_to(user).filter(topic=topic).values_list("pk", flat=True))
    is_open = not topic.outcome and is_allowed(can_edit_topic, user, topic) and scope_of(user).has_role(*OFFICES)
    context = {"concerns": rows, "seen": seen, "may_leave": is_open}
    return Panel("来自群众诉求", "liaison/concerns/_topic_panel.html", context)
