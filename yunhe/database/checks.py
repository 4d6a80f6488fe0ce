"""System checks of the accounts, for `check --deploy --database default`."""

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError, connections

MIGHTY = (
    "SELECT bool_or(rolsuper) OR EXISTS (SELECT FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles"
    " WHERE rolname = current_user) AND relkind = 'r') FROM pg_roles WHERE rolname = current_user"
)


@register(Tags.database, deploy=True)
def program_owns_nothing(app_configs, databases, **kwargs):
    """Warn when the program works as superuser or as owner of the tables: then it could change the audit trail."""
    found = []
    for alias in databases or []:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(MIGHTY)
                is_mighty = cursor.fetchone()[0]
        except DatabaseError:
            continue
        if is_mighty:
            found.append(
                Warning(
                    "程序使用的数据库账号是超级用户或表的所有者，拿到它的人可以改写审计记录。",
                    hint="另设一个普通账号写入 DATABASE_URL，现在的账号写入 DATABASE_OWNER_URL，再运行 migrate。",
                    id="database.W001",
                )
            )
    return found
