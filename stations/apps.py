from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "阵地"

    def ready(self):
        """Add this app's panel to the deputies' files."""
        from deputies import panels  # models are loaded only now
        from stations.panels import presence_panel

        panels.add(presence_panel, order=30)
