"""The nouns of the program: the installed apps of its own and the packages right below them.

What a noun offers to the whole (menu entries, beat entries, panels, …) stands in a module of an agreed name; `discover`
imports that module of every noun that has one, so nothing above needs a list.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings


def nouns() -> list[str]:
    """Return the dotted names of all own apps and of the packages right below them, in the order of INSTALLED_APPS."""
    found: dict[str, None] = {}
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent != settings.BASE_DIR and folder.parent.parent != settings.BASE_DIR:
            continue
        found[config.name] = None
        found.update(
            dict.fromkeys(f"{config.name}.{inner.parent.name}" for inner in sorted(folder.glob("*/__init__.py")))
        )
    return list(found)


def discover(name: str) -> None:
    """Import the module `name` of every noun that has one; the modules register what they offer."""
    for noun in nouns():
        if find_spec(f"{noun}.{name}"):
            import_module(f"{noun}.{name}")
