"""Guards on views. The page is private by default (LoginRequiredMiddleware); these say for which roles."""

from functools import wraps

from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of


def roles_required(*roles: str):
    """Let a view be opened only by holders of one of `roles`; others get 403 with the reason. Sets `view.roles`."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not scope_of(request.user).has_role(*roles):
                names = "、".join(Role(role).label for role in roles)
                raise Denied(f"此页面供{names}使用。如需使用，请联系系统管理员开通。")
            return view(request, *args, **kwargs)

        guarded.roles = roles
        return guarded

    return decorate


staff_required = roles_required(*STAFF_ROLES)
office_required = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
staff_or_deputy_required = roles_required(*STAFF_ROLES, Role.DEPUTY)
system_admin_required = roles_required(Role.SYSTEM_ADMIN)
county_required = roles_required(Role.COUNTY_OFFICE)
deputy_required = roles_required(Role.DEPUTY)


def opens_before(*stages: str):
    """Let a signed-in person open the view before `stages`: "password" (own password set), "notice" (notice on personal
    data read), "appointment" (any role held). Read by PrivatePagesMiddleware.
    """

    def decorate(view):
        @wraps(view)
        def opened(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        opened.open_before = stages
        return opened

    return decorate
