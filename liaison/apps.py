from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "liaison"
    verbose_name = "双向共管"

    def ready(self):
        """Join the parts of this app to the registers below and to one another."""
        from deputies import panels, team_panels  # models are loaded only now
        from liaison import (
            follow_up_handover,
            handover,
            posting_handover,
            statements,
            team_handover,
            visit_concerns,
        )
        from liaison.concerns import handing_over as concern_handover
        from liaison.contacts import findings, handing_over
        from liaison.contacts.rosters.register import HouseholdRegister, PairingRegister
        from liaison.discrepancies import workflow as discrepancies
        from liaison.duties import evidence, finders
        from liaison.duties.panels import duties_panel
        from liaison.panels import contacts_panel, ledger_panel, registration_panel
        from liaison.reports.counting import add_sections
        from liaison.reports.evidence import FINDER as REPORT_FINDER
        from yunhe.imports import registers

        panels.add(registration_panel, order=10)
        panels.add(ledger_panel, order=20)
        panels.add(contacts_panel, order=50)
        handover.add(team_handover.PROVIDER, order=30)
        handover.add(follow_up_handover.PROVIDER, order=40)
        handover.add(concern_handover.PROVIDER, order=10)
        handover.add(handing_over.PROVIDER, order=50)
        handover.add(posting_handover.PROVIDER, order=60)
        statements.add("discrepancies", discrepancies.hear)
        registers.offer(HouseholdRegister())
        registers.offer(PairingRegister())
        findings.pass_on_to(visit_concerns.receive)
        add_sections()
        for finder in (*finders.FINDERS, REPORT_FINDER):
            evidence.add(finder)
        team_panels.add(duties_panel, order=5)
