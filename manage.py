#!/usr/bin/env python
"""Django's command line. Outside `make run` it starts the embedded services for the length of one command."""

import os
import sys


def main():
    """Run one management command with the services it needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunhe.settings")
    from yunhe.local.services import services_for_command

    with services_for_command(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
