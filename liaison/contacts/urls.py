"""Addresses of contacts."""

from django.urls import path

from liaison.contacts.views import households, pairing

app_name = "contacts"
urlpatterns = [
    path("households/", households.household_list, name="household-list"),
    path("households/new/", households.household_create, name="household-create"),
    path("households/<int:pk>/", households.household_detail, name="household-detail"),
    path("households/<int:pk>/reveal/", households.household_reveal, name="household-reveal"),
    path("households/<int:pk>/edit/", households.household_edit, name="household-edit"),
    path("households/<int:pk>/close/", households.household_close, name="household-close"),
    path("households/<int:pk>/pair/", households.household_pair, name="household-pair"),
    path("", pairing.board, name="board"),
    path("deputies/", pairing.deputy_load_list, name="deputy-load-list"),
    path("deputies/<int:pk>/", pairing.deputy_contacts, name="deputy-contacts"),
    path("deputy-pairs/<int:pk>/end/", pairing.deputy_pair_end, name="deputy-pair-end"),
    path("proposals/new/", pairing.proposal_create, name="proposal-create"),
    path("proposals/accept/", pairing.proposal_accept, name="proposal-accept"),
    path("proposals/<int:pk>/", pairing.proposal_detail, name="proposal-detail"),
    path("proposals/<int:pk>/accept/", pairing.proposal_accept_part, name="proposal-accept-part"),
    path("proposals/<int:pk>/give-up/", pairing.proposal_give_up, name="proposal-give-up"),
    path("pairs/<int:pk>/end/", households.pair_end, name="pair-end"),
]
