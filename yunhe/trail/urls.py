"""Addresses of the audit trail. There is no address that changes or deletes an event."""

from django.urls import path

from yunhe.trail import views

app_name = "trail"
urlpatterns = [
    path("", views.event_list, name="event-list"),
    path("<int:pk>/", views.event_detail, name="event-detail"),
    path("verify/", views.chain_verify, name="chain-verify"),
]
