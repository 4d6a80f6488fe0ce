from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "阵地"

    def ready(self):
        """Add this app's panels to the deputies' files and to the teams' pages."""
        from deputies.people import panels
        from deputies.teams import panels as team_panels  # models are loaded only now
        from stations.activities.panels import activities_panel, follow_up_panel, topic_panel
        from stations.presence.panels import presence_panel

        panels.makers.add(presence_panel, order=30)
        panels.makers.add(follow_up_panel, order=35)
        team_panels.makers.add(activities_panel, order=10)
        team_panels.makers.add(topic_panel, order=20)
