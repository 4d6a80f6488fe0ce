"""Addresses of visits, their findings, coverage and campaigns."""

from django.urls import path

from liaison.visits.views import campaigns, visits

app_name = "visits"
urlpatterns = [
    path("", visits.visit_list, name="visit-list"),
    path("new/", visits.visit_create, name="visit-create"),
    path("done/<uuid:nonce>/", visits.visit_done, name="visit-done"),
    path("<int:pk>/undo/", visits.visit_undo, name="visit-undo"),
    path("<int:pk>/finding/", visits.finding_create, name="finding-create"),
    path("findings/", visits.finding_list, name="finding-list"),
    path("findings/<int:pk>/", visits.finding_detail, name="finding-detail"),
    path("coverage/", visits.coverage, name="coverage"),
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", campaigns.campaign_create, name="campaign-create"),
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign-edit"),
]
