"""Brings a database to where the program needs it: tables, the county's areas and, for a demonstration, people.

`python -m yunhe.local.prepare` does it for the database of the environment; see prepare() for what it reads.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from yunhe.env import BASE_DIR

NONE = "none"
RIGHTS = tuple(
    BASE_DIR / "yunhe" / "database" / name for name in ("roles.py", "waits.py")
)  # what the program's accounts may do, and how long they wait


def schema_mark() -> str:
    """Return a mark that changes whenever there is another migration, other rights or another version of a package."""
    names = sorted(str(path.relative_to(BASE_DIR)) for path in BASE_DIR.glob("*/migrations/0*.py"))
    names += sorted(str(path.relative_to(BASE_DIR)) for path in BASE_DIR.glob("*/*/migrations/0*.py"))
    lock = BASE_DIR / "requirements.lock"
    facts = (
        "\n".join(names).encode()
        + b"".join(path.read_bytes() for path in RIGHTS)
        + (lock.read_bytes() if lock.exists() else b"")
    )
    return hashlib.sha256(facts).hexdigest()


def wants_demo() -> bool:
    """Return whether invented people are wanted: unless DEMO=0 or another county is asked for."""
    return os.environ.get("DEMO", "1").lower() not in {"0", "no", "false", "off"} and not os.environ.get("AREAS")


def prepared(home: Path, *, areas: bool, demo: bool) -> bool:
    """Return whether the embedded database of `home` is known to be where it should."""
    done = _read(home)
    return done.get("schema") == schema_mark() and (done.get("areas") or not areas) and (done.get("demo") or not demo)


def prepare_in_process(home: Path, *, areas: bool) -> None:
    """Prepare the embedded database for one management command. What it says goes to standard error."""
    if not prepared(home, areas=areas, demo=False):
        prepare(home, areas=areas, demo=False)


def prepare(home: Path | None, *, areas: bool, demo: bool) -> None:
    """Migrate; then load areas and demo county where the database has none. Notes in `home` what was done.

    AREAS=FILE.csv loads another county, AREAS=none none. Raises CommandError with the loader's sentence.
    """
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=False, stdout=sys.stderr)
    done = {"schema": schema_mark()}
    if areas:
        _load_areas(call_command)
        done["areas"] = True
    if demo:
        call_command("load_demo", if_empty=True, stdout=sys.stderr)
        done["demo"] = True
    if home:
        known = _read(home)
        kept = {key: True for key in ("areas", "demo") if known.get(key)}
        (home / "prepared.json").write_text(json.dumps({**kept, **done}), encoding="utf-8")


def _load_areas(call_command) -> None:
    from django.apps import apps

    wanted = os.environ.get("AREAS", "")
    if wanted.lower() == NONE or apps.get_model("areas", "Area").objects.exists():
        return
    call_command("load_areas", *([wanted] if wanted else []), stdout=sys.stderr)


def _read(home: Path) -> dict:
    try:
        return json.loads((home / "prepared.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def main() -> int:
    """Prepare the database of the environment; PREPARED_HOME names the embedded database's folder."""
    from django.core.management.base import CommandError

    home = os.environ.get("PREPARED_HOME")
    try:
        prepare(Path(home) if home else None, areas=True, demo=wants_demo())
    except CommandError as error:
        print(f"× {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
