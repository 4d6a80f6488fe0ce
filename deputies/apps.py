from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    name = "deputies"
    verbose_name = "代表"

    def ready(self):
        """Offer the register of deputies for import, and add teams to the deputies' files."""
        from deputies.people.own import users_of_phone
        from deputies.people.panels import panels
        from deputies.rosters.register import DeputyRoster  # models are not there before this moment
        from deputies.teams.panels import memberships_panel
        from yunhe.accounts.names import other_names
        from yunhe.imports import registers

        registers.offer(DeputyRoster())
        panels.add(memberships_panel, order=25)
        other_names.add(users_of_phone)
