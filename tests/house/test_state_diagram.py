"""The diagram in docs says what the code does."""

from pathlib import Path

from django.conf import settings

from liaison.management.commands.state_diagram import diagram


def test_the_documented_states_are_those_of_the_code():
    page = Path(settings.BASE_DIR, "docs", "registration-states.md").read_text(encoding="utf-8")
    assert diagram() in page
