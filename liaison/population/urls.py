"""Addresses of the population."""

from django.urls import path

from liaison.population import views

app_name = "population"
urlpatterns = [
    path("", views.population_list, name="population-list"),
    path("new/", views.population_create, name="population-create"),
    path("<int:pk>/", views.population_edit, name="population-edit"),
]
