from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    name = "deputies"
    verbose_name = "代表"

    def ready(self):
        """Offer the register of deputies for import."""
        from deputies.rosters.register import DeputyRoster  # models are not there before this moment
        from yunhe.imports import registers

        registers.offer(DeputyRoster())
