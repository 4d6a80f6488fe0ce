"""Addresses of the register of deputies."""

from django.urls import URLPattern

app_name = "deputies"
urlpatterns: list[URLPattern] = []
