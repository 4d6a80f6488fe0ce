"""Addresses of contacts."""

from django.urls import path

from liaison.contacts.views import households

app_name = "contacts"
urlpatterns = [
    path("households/", households.household_list, name="household-list"),
    path("households/new/", households.household_create, name="household-create"),
    path("households/<int:pk>/", households.household_detail, name="household-detail"),
    path("households/<int:pk>/reveal/", households.household_reveal, name="household-reveal"),
    path("households/<int:pk>/edit/", households.household_edit, name="household-edit"),
    path("households/<int:pk>/close/", households.household_close, name="household-close"),
    path("households/<int:pk>/pair/", households.household_pair, name="household-pair"),
    path("pairs/<int:pk>/end/", households.pair_end, name="pair-end"),
]
