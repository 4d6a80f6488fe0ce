"""Addresses of the running system itself."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
