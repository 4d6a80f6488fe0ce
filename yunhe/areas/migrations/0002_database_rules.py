"""What the database itself must be able to do before any other table is made."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Adds the extensions: pg_trgm for searching names, btree_gist for rules about overlapping periods."""

    dependencies = [("areas", "0001_initial")]
    operations = [TrigramExtension(), BtreeGistExtension()]
