"""Addresses of the home pages, the county page, and what a higher office sees of its counties."""

from django.urls import path

from liaison.desk.views import counties, county, home

urlpatterns = [
    path("", home.home, name="home"),
    path("county/", county.county, name="county"),
    path("counties/", counties.counties, name="counties"),
    path("counties/<slug:figure>/", counties.county_figure, name="counties-figure"),
    path("counties/<int:pk>/<slug:figure>/", counties.county_figure, name="county-figure"),
]
