"""Addresses of the home page, the landing page of codes and the county page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
