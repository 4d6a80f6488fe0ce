"""No module is free: whatever its name, it stands in an order that is checked.

import-linter holds the apps, the nouns inside each app and the layers inside each noun. A module with a name of its own
(a pure rule, a letter, a finder) is in no layer; for it the rule stands here: it lies below the pages and imports none.
"""

import tomllib

import grimp
import pytest

from yunhe.env import BASE_DIR

APPS = ("yunhe", "deputies", "stations", "liaison")
# what waits is counted by the lists that it opens, so `waiting` stands with the panels above them
PAGES = {"urls", "views", "jobs", "forms", "filters", "tables", "panels", "waiting", "exports", "menu"}
GATHERING = {"apps", "models", "migrations", "management", "celery", "env", "settings", "urls", "wsgi"}
# Modules that are pages by another name.
PAGES_BY_ANOTHER_NAME = {
    "liaison.concerns.public_urls",
    "liaison.demo",  # writes the demo county through whatever the pages use
    "liaison.households.rosters",
    "liaison.urgings.public_urls",
    "liaison.public.scans",  # reads what a scanner uploads, with the forms of presence
    "stations.places.affair_forms",
    "yunhe.accounts.lockout",
    "yunhe.accounts.pages",  # makes views
    "yunhe.imports.registers",
    "yunhe.web",  # what pages are made of: its forms and lists are no noun's
}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph(*APPS, cache_dir=None)


def contracts():
    settings = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["importlinter"]["contracts"]


def inside():
    return next(contract for contract in contracts() if contract["name"] == "modules point one way inside each noun")


def layers():
    return {name.strip("() ") for line in inside()["layers"] for name in line.replace("|", ":").split(":")}


def place(module):
    """Return (noun, file) of a module: liaison.ledger.views.rounds → (liaison.ledger, views)."""
    app, noun, *rest = module.split(".")
    return f"{app}.{noun}", rest[0] if rest else ""


def test_every_noun_that_has_pages_is_ordered_inside(graph):
    with_views = {
        place(module)[0] for module in graph.modules if module.count(".") >= 2 and place(module)[1] == "views"
    }
    assert with_views - set(inside()["containers"]) == {"yunhe.shell", "yunhe.web"}  # the frame itself


def test_a_module_with_a_name_of_its_own_imports_no_page(graph):
    offenders = set()
    for module in graph.modules:
        if module.count(".") < 2:
            continue
        noun, file = place(module)
        if (
            noun.split(".")[1] in GATHERING
            or file in layers() | PAGES | GATHERING
            or any(module == one or module.startswith(f"{one}.") for one in PAGES_BY_ANOTHER_NAME)
        ):
            continue
        for imported in graph.find_modules_directly_imported_by(module):
            if imported.count(".") >= 2 and place(imported)[1] in PAGES:
                offenders.add(f"{module} → {imported}")
    assert offenders == set()
