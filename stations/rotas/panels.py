"""What rotas add to the page of a station."""

from stations.places.models import Station
from stations.rotas.policies import can_plan_rota
from yunhe.accounts.models import User
from yunhe.kit.panels import Panel
from yunhe.kit.refusals import reason_against


def shifts_panel(station: Station, user: User) -> Panel:
    """Return the panel 值班接待: the next reception days and the rotas of the last years."""
    context = {
        "shifts": station.shifts.coming().prefetch_related("deputies")[:3],
        "rotas": station.rotas.order_by("-year")[:3],
        "refusal": reason_against(can_plan_rota, user, station),
    }
    return Panel("值班接待", "stations/rotas/_station_panel.html", context)
