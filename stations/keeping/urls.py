"""Addresses of what a station keeps."""

from django.urls import path

from stations.keeping import views

urlpatterns = [
    path("<int:pk>/hours/", views.station_hours, name="station-hours"),
    path("<int:pk>/staff/", views.station_staff, name="station-staff"),
    path("<int:pk>/rules/", views.station_rules, name="station-rules"),
    path("<int:pk>/keeper/", views.keeper_ask, name="keeper-ask"),
    path("<int:pk>/postings/", views.posting_list, name="posting-list"),
    path("hours/<int:pk>/remove/", views.exception_remove, name="exception-remove"),
    path("staff/<int:pk>/edit/", views.staff_edit, name="staff-edit"),
    path("staff/<int:pk>/remove/", views.staff_remove, name="staff-remove"),
    path("postings/<int:pk>/end/", views.posting_end, name="posting-end"),
]
