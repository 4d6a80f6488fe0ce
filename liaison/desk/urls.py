"""Addresses of the home page and the county page."""

from django.urls import path

from liaison.desk.views import county, home

urlpatterns = [path("", home.home, name="home"), path("county/", county.county, name="county")]
