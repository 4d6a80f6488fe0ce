"""System checks of the running system."""

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError, connections

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
                    id="local.W001",
                )
            )
    return found
