"""Addresses of the home page, the landing page of codes and the county page."""

from django.urls import path

from liaison.oversight.views import county, home

urlpatterns = [
    path("", home.home, name="home"),
    path("county/", county.county, name="county"),
]
