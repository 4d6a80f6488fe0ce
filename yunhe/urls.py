"""All addresses. Apps are included by name, so the project package imports none of them."""

from django.urls import include, path

urlpatterns = [
    path("", include("yunhe.health.urls")),
    path("", include("liaison.oversight.urls")),
    path("", include("liaison.concerns.public_urls")),
    path("accounts/", include("yunhe.accounts.urls")),
    path("areas/", include("yunhe.areas.urls")),
    path("audit/", include("yunhe.audit.urls")),
    path("notices/", include("yunhe.notices.urls")),
    path("jobs/", include("yunhe.jobs.urls")),
    path("imports/", include("yunhe.imports.urls")),
    path("lists/", include("yunhe.web.urls")),
    path("deputies/", include("deputies.urls")),
    path("teams/", include("deputies.team_urls")),
    path("stations/", include("stations.urls")),
    path("registrations/", include("liaison.registration.urls")),
    path("discrepancies/", include("liaison.discrepancies.urls")),
    path("suggestions/", include("liaison.suggestions.urls")),
    path("concerns/", include("liaison.concerns.urls")),
    path("joint/", include("liaison.joint.urls")),
    path("brands/", include("liaison.brands.urls")),
    path("duties/", include("liaison.duties.urls")),
    path("ledger/", include("liaison.ledger.urls")),
    path("contacts/", include("liaison.contacts.urls")),
    path("reports/", include("liaison.reports.urls")),
    path("terms/", include("liaison.terms.urls")),
    path("documents/", include("liaison.documents.urls")),
]
