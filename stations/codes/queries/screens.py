"""What a screen shows now and next."""

from dataclasses import dataclass
from datetime import datetime

from stations.activities.enums import ActivityState
from stations.codes import pictures as images
from stations.codes import stamps
from stations.codes.models import Code, Screen, fingerprint

AHEAD = 20  # windows handed out at once: ten minutes without network


@dataclass(frozen=True)
class ScreenCode:
    """One code: from when it is shown (seconds since 1970), its address and its picture."""

    starts: int
    url: str
    svg: str


def screen_of(secret: str) -> Screen | None:
    """Return the screen of a secret link with its place, or None."""
    related = ("station", "activity__station")
    return Screen.objects.select_related(*related).filter(digest=fingerprint(secret)).first()


def why_dark(screen: Screen | None, code: Code | None, now: datetime) -> str:
    """Return why the screen shows no code, in a sentence for those who stand before it; "" when it shows one."""
    if screen is None or not screen.is_in_force:
        return "这块屏幕已停用，请扫门口张贴的码签到。"
    if screen.station and not screen.station.is_active:
        return "该站点已停用，请到上级联络站。"
    activity = screen.activity
    if activity and activity.state == ActivityState.CANCELLED:
        return "活动已取消。"
    if activity and now > activity.check_in_closes_at:
        return "活动签到已经结束，谢谢参加。"
    if code is None:
        return "还没有可用的码，请联系站点负责人。"
    return ""


def code_of(screen: Screen | None) -> Code | None:
    """Return the code in force of what the screen shows."""
    return screen.place.codes.in_force().first() if screen else None


def codes_from(code: Code, now: datetime, number: int = AHEAD) -> list[ScreenCode]:
    """Return the codes of this window and the next ones."""
    first = stamps.window_of(now)
    return [_drawn(code, window) for window in range(first, first + number)]


def _drawn(code: Code, window: int) -> ScreenCode:
    url = f"{code.url}?s={stamps.stamp(code.token, window)}"
    drawing = images.Drawing(url=url, title=str(code.subject), note="屏幕码", link="")
    return ScreenCode(window * stamps.WINDOW, url, images.svg(drawing))
