"""Addresses of accounts and sign-in."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
