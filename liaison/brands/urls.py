"""Addresses of models."""

from django.urls import path

from liaison.brands import views

app_name = "brands"
urlpatterns = [
    path("", views.brand_list, name="brand-list"),
    path("start/<slug:key>/", views.brand_start, name="brand-start"),
    path("<int:pk>/", views.brand_detail, name="brand-detail"),
    path("<int:pk>/promise/", views.brand_promise, name="brand-promise"),
    path("<int:pk>/end/", views.brand_end, name="brand-end"),
]
