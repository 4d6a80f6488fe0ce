"""manage.py state_diagram: every state machine as a Mermaid diagram, from the tables of legal moves."""

from django.core.management.base import BaseCommand

from yunhe.kit.moves import diagrams


class Command(BaseCommand):
    """Prints docs/state-diagrams.md."""

    help = "打印各状态机的状态图（docs/state-diagrams.md 的内容）"

    def handle(self, *args, **options):
        self.stdout.write(diagrams(), ending="")
