"""What a person sees of the own sessions: with which device, and the store that holds them."""

import re
from importlib import import_module
from typing import Any

from django.conf import settings

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone|iPad", "苹果手机"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """Return what a User-Agent says, in words a person knows: Chrome（Windows）."""

    def first(names: tuple[tuple[str, str], ...], other: str) -> str:
        return next((name for mark, name in names if re.search(mark, agent)), other)

    return f"{first(BROWSERS, '其他浏览器')}（{first(SYSTEMS, '其他系统')}）"


def store() -> Any:
    """Return the module of the session store."""
    return import_module(settings.SESSION_ENGINE)
