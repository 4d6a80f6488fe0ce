"""Typed access to the environment. A wrong or missing value stops the start with a sentence that says what to set."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()


def secret(name: str, *, default: str | None = None) -> str:
    """Return the secret `name` from the variable itself or from the file that `name`_FILE points to.

    Raises ImproperlyConfigured when neither is set and there is no default, or when the file cannot be read.
    """
    path = env.str(f"{name}_FILE", default="")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE 指向的文件读不到：{path}（{error}）") from error
    value = env.str(name, default=default or "")
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}（或 {name}_FILE）。请在 .env 或容器环境中设置。")
    return value
