"""Addresses of calendar feeds."""

from django.urls import path

from stations.feeds import views

app_name = "feeds"
urlpatterns = [
    path("calendar/stations/<int:pk>.ics", views.calendar_station, name="calendar-station"),
    path("calendar/<str:secret>.ics", views.calendar_private, name="calendar-private"),
    path("calendar/mine/", views.my_calendar, name="my-calendar"),
    path("calendar/mine/open/", views.my_calendar_open, name="my-calendar-open"),
    path("calendar/mine/close/", views.my_calendar_close, name="my-calendar-close"),
    path("<int:pk>/calendar/", views.station_calendar, name="station-calendar"),
    path("<int:pk>/calendar/open/", views.station_calendar_open, name="station-calendar-open"),
    path("<int:pk>/calendar/close/", views.station_calendar_close, name="station-calendar-close"),
]
