"""Addresses of stations: the tree, the map, what a station keeps about itself."""

from django.urls import path

from stations.places.views import hours, postings, staff, stations
from stations.places.views.map import station_map

app_name = "places"
urlpatterns = [
    path("", stations.station_list, name="station-list"),
    path("table/", stations.station_table, name="station-table"),
    path("map/", station_map, name="station-map"),
    path("new/", stations.station_create, name="station-create"),
    path("build/", stations.tree_build, name="tree-build"),
    path("<int:pk>/", stations.station_detail, name="station-detail"),
    path("<int:pk>/edit/", stations.station_edit, name="station-edit"),
    path("<int:pk>/close/", stations.station_close, name="station-close"),
    path("<int:pk>/reopen/", stations.station_reopen, name="station-reopen"),
    path("<int:pk>/hours/", hours.station_hours, name="station-hours"),
    path("<int:pk>/staff/", staff.station_staff, name="station-staff"),
    path("<int:pk>/rules/", hours.station_rules, name="station-rules"),
    path("<int:pk>/keeper/", staff.keeper_ask, name="keeper-ask"),
    path("<int:pk>/postings/", postings.posting_list, name="posting-list"),
    path("hours/<int:pk>/remove/", hours.exception_remove, name="exception-remove"),
    path("staff/<int:pk>/edit/", staff.staff_edit, name="staff-edit"),
    path("staff/<int:pk>/remove/", staff.staff_remove, name="staff-remove"),
    path("postings/<int:pk>/end/", postings.posting_end, name="posting-end"),
]
