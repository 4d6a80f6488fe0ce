"""What codes add to the page of a station."""

from stations.codes.policies import can_issue_code
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel
from yunhe.kit.refusals import reason_against


def code_panel(station: Station, user: User) -> Panel:
    """Return the panel 联络站码: the code in force, else how to make one, and its versions."""
    context = {
        "code": station.codes.in_force().first(),
        "versions": station.codes.order_by("-version")[:10],
        "refusal": reason_against(can_issue_code, user, station),
    }
    return Panel("联络站码", "stations/codes/_station_panel.html", context, anchor="code", is_aside=True)


def screens_panel(station: Station, user: User) -> Panel | None:
    """Return the panel 屏幕码 of a station in use: its screens, and how to put up another."""
    if not station.is_active:
        return None
    context = {"screens": station.screens.in_force(), "refusal": reason_against(can_issue_code, user, station)}
    return Panel("屏幕码", "stations/codes/_screens_panel.html", context, is_aside=True)
