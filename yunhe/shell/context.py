"""What every page's frame needs, computed only when the frame asks for it."""

from functools import cached_property

from django.conf import settings

from yunhe.accounts.scope import scope_of
from yunhe.notices.models import Notice
from yunhe.shell import navigation

LARGE_TYPE_COOKIE = "large_type"


class Shell:
    """The frame of one request: menu, unit, inbox, type size. Never fails, so error pages may use it."""

    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def is_signed_in(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes of nothing the session ends; 0 for a visitor and where it never does."""
        return settings.SESSION_IDLE_MINUTES if self.is_signed_in else 0

    @cached_property
    def sections(self) -> list[navigation.Section]:
        return navigation.sidebar(scope_of(self.user), self.request.path) if self.is_signed_in else []

    @cached_property
    def tabs(self) -> list[navigation.Link]:
        """The tab bar of a deputy's or keeper's phone."""
        return navigation.tabs(scope_of(self.user), self.request.path) if self.is_signed_in else []

    @property
    def needs_menu(self) -> bool:
        """Whether the phone needs the sidebar as a drawer: when the tab bar does not hold all of it."""
        tabs = {link.url for link in self.tabs}
        return any(link.url not in tabs for section in self.sections for link in section.links)

    @cached_property
    def unit_name(self) -> str:
        """Name of the area for which the user works, of a higher office how many counties; "" for none."""
        if not self.is_signed_in:
            return ""
        scope = scope_of(self.user)
        if len(scope.counties_below) > 1 and not scope.areas():
            return f"{len(scope.counties_below)} 个县"
        return scope.home_area.name if scope.home_area else ""

    @cached_property
    def role_name(self) -> str:
        """The role held in that area, for the user menu."""
        held = scope_of(self.user).appointments if self.is_signed_in else []
        return "、".join(dict.fromkeys(appointment.get_role_display() for appointment in held))

    @cached_property
    def unread_count(self) -> int:
        return Notice.objects.visible_to(self.user).unread().count() if self.is_signed_in else 0

    @property
    def office(self) -> str:
        """Name of the office that helps whoever cannot get in."""
        return settings.PRIVACY_CONTACT

    @property
    def office_phone(self) -> str:
        """Its number, "" where none is set."""
        return settings.OFFICE_PHONE

    @cached_property
    def is_large_type(self) -> bool:
        """Whether the large-type view (长辈版) is on: the cookie of this device first, then the account's wish."""
        cookie = self.request.COOKIES.get(LARGE_TYPE_COOKIE)
        if cookie is not None:
            return cookie == "1"
        return self.is_signed_in and self.user.large_type


def shell(request):
    """Context processor: `shell`."""
    return {"shell": Shell(request)}
