"""Addresses of the frame."""

from django.urls import path

from yunhe.shell import views

app_name = "shell"
urlpatterns = [path("large-type/", views.large_type_switch, name="large-type-switch")]
