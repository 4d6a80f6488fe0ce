from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "liaison"
    verbose_name = "双向共管"

    def ready(self):
        """Add this app's panels to the deputies' files, what goes along with a file that moves on, and who compares what is said."""
        from deputies import panels  # models are loaded only now
        from liaison import handover, statements, team_handover
        from liaison.discrepancies import workflow as discrepancies
        from liaison.panels import ledger_panel, registration_panel

        panels.add(registration_panel, order=10)
        panels.add(ledger_panel, order=20)
        handover.add(team_handover.PROVIDER, order=30)
        statements.add("discrepancies", discrepancies.hear)
