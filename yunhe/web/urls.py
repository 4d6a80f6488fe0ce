"""Addresses of the frame: large type, saved views of lists."""

from django.urls import path

from yunhe.web import views

app_name = "web"
urlpatterns = [
    path("large-type/", views.large_type_switch, name="large-type-switch"),
]
