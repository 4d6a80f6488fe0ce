"""Addresses of areas and their spellings."""

from django.urls import path

from yunhe.spellings import views

app_name = "spellings"
urlpatterns = [
    path("", views.area_list, name="area-list"),
    path("<int:pk>/", views.area_detail, name="area-detail"),
    path("spellings/<int:pk>/remove/", views.spelling_remove, name="spelling-remove"),
]
