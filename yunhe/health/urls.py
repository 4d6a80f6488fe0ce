"""Addresses of the running system itself."""

from django.urls import path

from yunhe.health import views

urlpatterns = [path("healthz", views.healthz, name="healthz")]
