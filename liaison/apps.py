from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "liaison"
    verbose_name = "双向共管"

    def ready(self):
        """Join the parts of this app to the registers below and to one another."""
        from deputies.associates.panels import panels as associate_panels
        from deputies.merges.objections import objections
        from deputies.people.additions import additions
        from deputies.people.panels import panels
        from deputies.teams.panels import panels as team_panels  # models are loaded only now
        from liaison.annual_reports import counting, sections
        from liaison.annual_reports import waiting as reports_waiting
        from liaison.annual_reports.evidence import FINDER as REPORT_FINDER
        from liaison.concerns import handover as concern_handover
        from liaison.concerns import waiting as concerns_waiting
        from liaison.concerns.panels import concerns_panel, receptions_panel
        from liaison.concerns.panels import followed as followed_pages
        from liaison.concerns.panels import pages as concern_pages
        from liaison.councils import waiting as councils_waiting
        from liaison.councils.panels import councils_panel
        from liaison.discrepancies import waiting as discrepancies_waiting
        from liaison.discrepancies import workflow as discrepancies
        from liaison.households import handover as household_handover
        from liaison.households.panels import contacts_panel
        from liaison.households.rosters.register import HouseholdRegister, PairingRegister
        from liaison.joint_meetings import waiting as joint_waiting
        from liaison.ledger import waiting as ledger_waiting
        from liaison.ledger.panels import ledger_panel
        from liaison.obligations import due_days, evidence, finders
        from liaison.obligations import waiting as obligations_waiting
        from liaison.obligations.panels import obligations_panel
        from liaison.obligations.panels import pages as obligation_pages
        from liaison.registration import statements
        from liaison.registration import waiting as registration_waiting
        from liaison.registration.flow import ADDITION as FLOW
        from liaison.registration.handover import follow_ups as follow_up_handover
        from liaison.registration.handover import mechanism as handover
        from liaison.registration.handover import postings as posting_handover
        from liaison.registration.handover import teams as team_handover
        from liaison.registration.panels import pages as registration_pages
        from liaison.registration.panels import registration_panel
        from liaison.registration.queries import both_registered
        from liaison.sessions import waiting as sessions_waiting
        from liaison.sessions.panels import sessions_panel
        from liaison.suggestions import waiting as suggestions_waiting
        from liaison.suggestions.panels import pages as suggestion_pages
        from liaison.urgings import panels as urgings
        from liaison.urgings import waiting as urgings_waiting
        from liaison.visits import waiting as visits_waiting
        from liaison.visits.panels import concern_panel
        from stations.activities.panels import topic_pages
        from stations.places.panels import panels as station_panels
        from yunhe.imports import registers
        from yunhe.kit import dues, waiting

        additions.add(FLOW, order=10)
        objections.add(both_registered)
        panels.add(registration_panel, order=10)
        panels.add(ledger_panel, order=20)
        panels.add(sessions_panel, order=40)
        panels.add(contacts_panel, order=50)
        associate_panels.add(councils_panel, order=30)
        station_panels.add(receptions_panel, order=30)
        handover.providers.add(team_handover.PROVIDER, order=30)
        handover.providers.add(follow_up_handover.PROVIDER, order=40)
        handover.providers.add(concern_handover.PROVIDER, order=10)
        handover.providers.add(household_handover.PROVIDER, order=50)
        handover.providers.add(posting_handover.PROVIDER, order=60)
        statements.listeners.add(discrepancies.hear)
        registers.offer(HouseholdRegister())
        registers.offer(PairingRegister())
        concern_pages.add(concern_panel)
        concern_pages.add(urgings.concern_panel, order=10)
        followed_pages.add(urgings.followed_panel)
        suggestion_pages.add(urgings.suggestion_panel)
        registration_pages.add(urgings.registration_panel)
        obligation_pages.add(urgings.obligation_panel)
        topic_pages.add(concerns_panel)
        for order, section in enumerate(counting.SECTIONS):
            sections.kinds.add(section, order=order)
        for finder in (*finders.FINDERS, REPORT_FINDER):
            evidence.finders.add(finder)
        dues.rules.add(due_days.due_days)
        team_panels.add(obligations_panel, order=5)
        for order, of_noun in enumerate(
            (
                registration_waiting.waiting,
                discrepancies_waiting.waiting,
                joint_waiting.waiting,
                ledger_waiting.waiting,
                concerns_waiting.waiting,
                suggestions_waiting.waiting,
                sessions_waiting.waiting,
                councils_waiting.waiting,
                visits_waiting.waiting,
                urgings_waiting.waiting,
                obligations_waiting.waiting,
                reports_waiting.waiting,
                concerns_waiting.waiting_at_points,
                registration_waiting.waiting_at_points,
                discrepancies_waiting.waiting_at_points,
            )
        ):
            waiting.lines.add(of_noun, order=order)
