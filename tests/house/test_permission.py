"""No view decides who may: guards open pages, policies let people do things, and only they refuse.

A view that raises its own permission is one place more where a right can be forgotten when it changes, and no list of rights
shows it. What a view may do is ask: `opens(guard, user)`, `is_allowed(policy, …)`, `reason_against(policy, …)`.
"""

import ast

import pytest

from yunhe.env import BASE_DIR

APPS = ("yunhe", "deputies", "stations", "liaison")
REFUSALS = {"Denied", "IllegalMove", "PermissionDenied"}
ROLE_TESTS = {"has_role", "is_staff_for", "is_county", "roles", "is_superuser", "is_staff", "has_perm"}


def views():
    """Return every module of views, by its path."""
    found = {}
    for app in APPS:
        for path in (BASE_DIR / app).rglob("*.py"):
            if path.stem == "views" or "views" in path.relative_to(BASE_DIR).parts[:-1]:
                found[str(path.relative_to(BASE_DIR))] = path.read_text(encoding="utf-8")
    return found


def permissions_in(source):
    """Return what `source` decides itself: refusals that it raises or answers with, roles that it tests."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = raised.id if isinstance(raised, ast.Name) else getattr(raised, "attr", "")
            if name in REFUSALS:
                found.append(f"{node.lineno}: raise {name}")
        if isinstance(node, ast.Attribute) and node.attr in ROLE_TESTS:
            found.append(f"{node.lineno}: .{node.attr}")
        if isinstance(node, ast.Name) and node.id == "HttpResponseForbidden":
            found.append(f"{node.lineno}: HttpResponseForbidden")
    return found


def test_no_view_raises_a_permission_itself():
    found = {path: decided for path, source in views().items() if (decided := permissions_in(source))}
    assert len(views()) > 60
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "raise Denied('不行')",
        "raise IllegalMove",
        "raise exceptions.PermissionDenied('x')",
        "if scope_of(user).has_role(Role.DEPUTY): pass",
        "if scope.is_staff_for(area): pass",
        "show = scope_of(user).is_county",
        "return HttpResponseForbidden()",
    ],
)
def test_a_view_that_did_would_be_found(line):
    source = f"def view(request, pk):\n    {line}"
    assert len(permissions_in(source)) == 1


@pytest.mark.parametrize(
    "line",
    ["raise Http404", "policies.can_edit(user, thing)", "may = is_allowed(can_edit, user)", "raise Refused('改')"],
)
def test_a_view_that_asks_is_not(line):
    assert permissions_in(f"def view(request, pk):\n    {line}") == []
