"""manage.py state_diagram: the registration's states as a mermaid diagram, from the table of legal moves."""

from django.core.management.base import BaseCommand

from liaison.registration.enums import TRANSITIONS, VERB_LABELS, RegistrationState, Side


def diagram() -> str:
    """Return the diagram of every legal move with those who may make it."""
    names = dict(RegistrationState.choices)
    lines = ["stateDiagram-v2"]
    for state, moves in TRANSITIONS.items():
        for verb, (after, sides) in moves.items():
            who = "、".join(Side(side).label for side in Side if side in sides)
            lines.append(f"    {names.get(state, '[*]')} --> {names[after]}: {VERB_LABELS[verb]}（{who}）")
    lines.append(f"    {names[RegistrationState.ENDED]} --> [*]")
    return "\n".join(lines)


class Command(BaseCommand):
    """Prints docs/registration-states.md."""

    help = "打印双向共管档案的状态图（docs/registration-states.md 的内容）"

    def handle(self, *args, **options):
        """Print the page."""
        self.stdout.write("# 双向共管档案的状态\n\n县人大机关可代任何一方办理，记录为县人大。\n")
        self.stdout.write(f"```mermaid\n{diagram()}\n```")
