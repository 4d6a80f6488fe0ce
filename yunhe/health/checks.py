"""System checks of the running system."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader

from yunhe.env import BASE_DIR

SAMPLE = "人大代表"


@register(Tags.database)
def chinese_search_works(app_configs, databases, **kwargs):
    """Warn when pg_trgm sees nothing in Chinese text: the database has a locale that is not libc UTF-8."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
                if cursor.fetchone() is None:
                    continue
                cursor.execute("SELECT show_trgm(%s)", [SAMPLE])
                trigrams = cursor.fetchone()[0]
        except DatabaseError:
            continue
        if not trigrams:
            found.append(
                Warning(
                    "数据库的区域设置不认识汉字，中文模糊检索用不上索引。",
                    hint="请用 libc 的 UTF-8 区域重建数据库：initdb --locale=C.UTF-8 --encoding=UTF8（不要用 C 或 builtin）。",
                    id="health.W001",
                )
            )
    return found


@register(Tags.security, deploy=True)
def the_proxy_is_named(app_configs, **kwargs):
    """Warn when HTTPS is ended by a proxy that TRUSTED_PROXIES does not name: everybody then has the address of the proxy."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "TRUSTED_PROXIES 是空的：经反向代理访问时，所有人都算同一个地址，登录锁定和审计地址因此失去意义。",
            hint="请在 .env 里写上反向代理连到本系统时的地址或网段，例如 TRUSTED_PROXIES=172.16.0.0/12。",
            id="health.W002",
        )
    ]


@register(Tags.database)
def tables_are_of_this_line(app_configs, databases, **kwargs):
    """Refuse a database made by a development version whose migrations are no longer here: nothing upgrades it."""
    folders = {BASE_DIR, BASE_DIR / "yunhe"}  # libraries may lie deeper below the same folder, in .venv
    own = {config.label for config in apps.get_app_configs() if Path(config.path).parent in folders}
    found = []
    for alias in databases or []:
        try:
            loader = MigrationLoader(connections[alias], ignore_no_migrations=True)
        except DatabaseError:
            continue
        unknown = sorted(
            key for key in loader.applied_migrations if key[0] in own and key not in loader.disk_migrations
        )
        if unknown:
            example = ".".join(unknown[-1])
            found.append(
                Error(
                    f"这个数据库由较早的开发版本建立（{len(unknown)} 项迁移本版本没有，例如 {example}），不能升级。",
                    hint=(
                        "请先在原来的版本里导出需要的名册，再为本版本新建一个空数据库，然后导入。"
                        "用 make run 自带数据库的：停止后把 .data 目录改名留存，再启动。"
                    ),
                    id="health.E001",
                )
            )
    return found
