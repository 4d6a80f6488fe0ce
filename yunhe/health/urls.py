"""Addresses of the running system itself."""

from django.urls import path

from yunhe.health import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("system/errands/", views.errand_list, name="errand-list"),
    path("system/errands/again/", views.errand_again, name="errand-again"),
]
