"""manage.py migrate: as the owner of the tables; then the program's accounts get their rights on them."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from yunhe.database.roles import AccountUnfitError, as_owner, let_in, logins


class Command(migrate.Command):
    """Django's migrate, with DATABASE_OWNER_URL where it is set."""

    def execute(self, *args, **options):
        """Check and migrate as the owner: at the first start the program's account does not exist, and checks of models ask."""
        with as_owner(options.get("database") or DEFAULT_DB_ALIAS):
            return super().execute(*args, **options)

    def handle(self, *args, **options):
        with as_owner(options.get("database") or DEFAULT_DB_ALIAS) as connection:
            result = super().handle(*args, **options)
            if options.get("plan") or options.get("check_unapplied"):
                return result
            try:
                let_in(connection, logins())
            except AccountUnfitError as error:
                raise CommandError(str(error)) from error
        return result
