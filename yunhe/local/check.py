"""`make check`: format, lint, types, layers, templates, migrations and lock files. Runs all, then says which failed.

As many run side by side as there are cores, the types first, which take as long as all others together.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from yunhe.env import BASE_DIR
from yunhe.local.services import throw_away_services

TYPED = ("workflow", "policies", "queries", "scope", "views", "forms")
# Pages that are not type-clean yet; the list only gets shorter.
NOT_YET = {
    "deputies/mandates/forms.py",
    "deputies/people/forms.py",
    "deputies/teams/forms.py",
    "deputies/teams/views.py",
    "liaison/concerns/views/concerns.py",
    "liaison/discrepancies/views/statements.py",
    "liaison/households/views/households.py",
    "liaison/households/views/maps.py",
    "liaison/households/views/mine.py",
    "liaison/ledger/views/keepers.py",
    "liaison/ledger/views/registers.py",
    "liaison/public/views/landing.py",
    "liaison/public/views/scans.py",
    "liaison/registration/forms.py",
    "liaison/registration/views/handing_over.py",
    "liaison/registration/views/registrations.py",
    "liaison/suggestions/forms.py",
    "liaison/suggestions/views/suggestions.py",
    "liaison/visits/forms.py",
    "liaison/visits/views/visits.py",
}
IMPORTERS = ("yunhe/imports", "yunhe/imports/files", "deputies/rosters", "liaison/households/rosters")
PAGES = ("views", "forms", "tables", "urls")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json")
PYTHON = (sys.executable, "-m")


def typed_files() -> list[str]:
    """Return the modules that must be type-clean, one file or a package of each name."""
    found: list[Path] = list((BASE_DIR / "yunhe/kit").glob("*.py"))
    for folder in IMPORTERS:
        found += (path for path in (BASE_DIR / folder).glob("*.py") if path.stem not in PAGES)
    for name in TYPED:
        for app in ("yunhe", "deputies", "stations", "liaison"):
            found += (BASE_DIR / app).rglob(f"{name}.py")
            found += (BASE_DIR / app).rglob(f"{name}/*.py")
    return sorted({str(path.relative_to(BASE_DIR)) for path in found} - NOT_YET)


def addresses_in_locks() -> list[str]:
    """Return the lines of lock files that name an address: a lock must not tie the project to one machine's registry."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name in LOCKS
        for number, line in enumerate((BASE_DIR / name).read_text(encoding="utf-8").splitlines(), 1)
        if "://" in line or re.search(r"\bfile:", line)
    ]


def _locks() -> tuple[bool, str]:
    found = addresses_in_locks()
    return not found, "\n".join(found)


def _command(*words: str) -> Callable[[], tuple[bool, str]]:
    def run() -> tuple[bool, str]:
        done = subprocess.run(
            words, cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return done.returncode == 0, done.stdout.strip()

    return run


def main() -> int:
    """Run every check; return 1 when one failed."""
    with throw_away_services():
        return run_all()


def run_all() -> int:
    """Run the checks with the services of the environment, and show what the failed ones say."""
    checks = {
        # no cache: the Django plugin forgets related managers of other modules when it works from one
        "类型 mypy": _command(*PYTHON, "mypy", "--cache-dir=/dev/null", *typed_files()),
        "格式 ruff format": _command(*PYTHON, "ruff", "format", "--check", "--quiet", "."),
        "规范 ruff check": _command(*PYTHON, "ruff", "check", "--quiet", "."),
        "层次 lint-imports": _command(str(Path(sys.executable).with_name("lint-imports"))),
        "模板 djlint": _command(*PYTHON, "djlint", "--lint", "--quiet", "templates"),
        "迁移 makemigrations --check": _command(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
        "旧手机 Chromium 78": _command(*PYTHON, "yunhe.local.old_phones"),
        "锁文件不含地址": _locks,
    }
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        found = {name: cores.submit(run) for name, run in checks.items()}
        for name, done in found.items():
            passes, output = done.result()
            print(f"· {name}", flush=True)
            if not passes:
                print(output, flush=True)
                failed.append(name)
    print(f"× 未通过：{'、'.join(failed)}" if failed else "全部通过。")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
