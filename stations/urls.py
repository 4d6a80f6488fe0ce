"""Addresses of stations, codes, activities and check-ins."""

from django.urls import URLPattern

app_name = "stations"
urlpatterns: list[URLPattern] = []
