from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    name = "deputies"
    verbose_name = "代表"

    def ready(self):
        """Offer the register of deputies for import, add teams to the files of deputies and others, and end memberships with those who leave."""
        from deputies.associates.panels import panels as associate_panels
        from deputies.associates.workflow import left
        from deputies.merges.queries import kept_instead_of
        from deputies.people.additions import successors
        from deputies.people.own import users_of_phone
        from deputies.people.panels import panels
        from deputies.rosters.register import DeputyRoster  # models are not there before this moment
        from deputies.teams.panels import associate_memberships_panel, memberships_panel
        from deputies.teams.workflow import end_memberships_of
        from yunhe.accounts.names import other_names
        from yunhe.imports import registers

        registers.offer(DeputyRoster())
        panels.add(memberships_panel, order=25)
        associate_panels.add(associate_memberships_panel, order=10)
        left.add(end_memberships_of)
        other_names.add(users_of_phone)
        successors.add(kept_instead_of)
