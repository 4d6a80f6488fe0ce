from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "阵地"

    def ready(self):
        """Add panels to the pages of deputies, teams and stations; draw codes again when a station is renamed; offer sign-in sheets for import; say what waits."""
        from deputies.associates.panels import panels as associate_panels
        from deputies.people.panels import panels  # models are loaded only now
        from deputies.teams.panels import panels as team_panels
        from stations.activities import panels as activities
        from stations.activities.waiting import waiting as activities_waiting
        from stations.codes.panels import code_panel, screens_panel
        from stations.codes.workflow import draw_again
        from stations.places.panels import panels as station_panels
        from stations.places.workflow.tree import renamed
        from stations.presence.panels import presence_panel, station_presence_panel
        from stations.presence.rosters.register import SignInSheet
        from stations.rotas.panels import shifts_panel
        from stations.rotas.waiting import waiting as rotas_waiting
        from yunhe.imports import registers
        from yunhe.kit import waiting

        registers.offer(SignInSheet())
        panels.add(presence_panel, order=30)
        panels.add(activities.follow_up_panel, order=35)
        associate_panels.add(activities.guest_panel, order=20)
        team_panels.add(activities.activities_panel, order=10)
        team_panels.add(activities.topic_panel, order=20)
        station_panels.add(station_presence_panel, order=10)
        station_panels.add(shifts_panel, order=20)
        station_panels.add(activities.station_activities_panel, order=40)
        station_panels.add(code_panel, order=50)
        station_panels.add(screens_panel, order=60)
        renamed.add(draw_again)
        waiting.lines.add(activities_waiting, order=100)
        waiting.lines.add(rotas_waiting, order=110)
