"""All addresses. Apps are included by name, so the project package imports none of them."""

from django.urls import include, path

handler400 = "yunhe.web.errors.bad_request"
handler500 = "yunhe.web.errors.server_error"

urlpatterns = [
    path("", include("yunhe.health.urls")),
    path("", include("liaison.desk.urls")),
    path("", include("liaison.public.urls")),
    path("", include("liaison.concerns.public_urls")),
    path("accounts/", include("yunhe.accounts.urls")),
    path("areas/", include("yunhe.spellings.urls")),
    path("audit/", include("yunhe.trail.urls")),
    path("notices/", include("yunhe.notices.urls")),
    path("jobs/", include("yunhe.jobs.urls")),
    path("imports/", include("yunhe.imports.urls")),
    path("lists/", include("yunhe.web.urls")),
    path("lists/", include("yunhe.shell.urls")),
    path("deputies/", include("deputies.people.urls")),
    path("deputies/", include("deputies.mandates.urls")),
    path("associates/", include("deputies.associates.urls")),
    path("deputies/merges/", include("deputies.merges.urls")),
    path("teams/", include("deputies.teams.urls")),
    path("stations/", include("stations.places.urls")),
    path("stations/", include("stations.codes.urls")),
    path("stations/", include("stations.activities.urls")),
    path("stations/", include("stations.presence.urls")),
    path("stations/", include("stations.rotas.urls")),
    path("stations/", include("stations.feeds.urls")),
    path("registrations/", include("liaison.registration.urls")),
    path("discrepancies/", include("liaison.discrepancies.urls")),
    path("suggestions/", include("liaison.suggestions.urls")),
    path("concerns/", include("liaison.concerns.urls")),
    path("joint-meetings/", include("liaison.joint_meetings.urls")),
    path("brands/", include("liaison.brands.urls")),
    path("obligations/", include("liaison.obligations.urls")),
    path("funds/", include("liaison.funds.urls")),
    path("ledger/", include("liaison.ledger.urls")),
    path("", include("liaison.households.urls")),
    path("visits/", include("liaison.visits.urls")),
    path("annual-reports/", include("liaison.annual_reports.urls")),
    path("population/", include("liaison.population.urls")),
    path("elections/", include("liaison.elections.urls")),
    path("councils/", include("liaison.councils.urls")),
    path("sessions/", include("liaison.sessions.urls")),
    path("documents/", include("liaison.documents.urls")),
]
