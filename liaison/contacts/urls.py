"""Addresses of contacts."""

from django.urls import path

from liaison.contacts.views import campaigns, households, maps, pairing, visits

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
    path("map/", maps.contact_map, name="contact-map"),
    path("map/print/", maps.contact_map_print, name="contact-map-print"),
    path("mine/map/", maps.my_map, name="my-map"),
    path("heart-cards/", maps.heart_card_list, name="heart-card-list"),
    path("heart-cards/print/", maps.heart_card_print, name="heart-card-print"),
    path("heart-cards/sheet/", maps.heart_card_sheet, name="heart-card-sheet"),
    path("mine/", visits.my_households, name="my-households"),
    path("mine/reveal/", visits.my_households_reveal, name="my-households-reveal"),
    path("visits/", visits.visit_list, name="visit-list"),
    path("visits/new/", visits.visit_create, name="visit-create"),
    path("visits/done/<uuid:nonce>/", visits.visit_done, name="visit-done"),
    path("visits/<int:pk>/undo/", visits.visit_undo, name="visit-undo"),
    path("visits/<int:pk>/finding/", visits.finding_create, name="finding-create"),
    path("findings/", visits.finding_list, name="finding-list"),
    path("findings/<int:pk>/", visits.finding_detail, name="finding-detail"),
    path("coverage/", visits.coverage, name="coverage"),
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", campaigns.campaign_create, name="campaign-create"),
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign-detail"),
    path("campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign-edit"),
    path("pairs/<int:pk>/end/", households.pair_end, name="pair-end"),
]
