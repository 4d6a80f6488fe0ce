"""Addresses of households, who keeps in touch with whom, the contact map and heart cards."""

from django.urls import path

from liaison.households.views import households, maps, mine, pairing

app_name = "households"
urlpatterns = [
    path("households/", households.household_list, name="household-list"),
    path("households/new/", households.household_create, name="household-create"),
    path("households/<int:pk>/", households.household_detail, name="household-detail"),
    path("households/<int:pk>/reveal/", households.household_reveal, name="household-reveal"),
    path("households/<int:pk>/edit/", households.household_edit, name="household-edit"),
    path("households/<int:pk>/close/", households.household_close, name="household-close"),
    path("households/<int:pk>/pair/", households.household_pair, name="household-pair"),
    path("pairing/", pairing.board, name="board"),
    path("pairing/deputies/", pairing.deputy_load_list, name="deputy-load-list"),
    path("pairing/deputies/<int:pk>/", pairing.deputy_contacts, name="deputy-contacts"),
    path("pairing/deputy-pairs/<int:pk>/end/", pairing.deputy_pair_end, name="deputy-pair-end"),
    path("pairing/proposals/new/", pairing.proposal_create, name="proposal-create"),
    path("pairing/proposals/accept/", pairing.proposal_accept, name="proposal-accept"),
    path("pairing/proposals/<int:pk>/", pairing.proposal_detail, name="proposal-detail"),
    path("pairing/proposals/<int:pk>/accept/", pairing.proposal_accept_part, name="proposal-accept-part"),
    path("pairing/proposals/<int:pk>/give-up/", pairing.proposal_give_up, name="proposal-give-up"),
    path("contact-map/", maps.contact_map, name="contact-map"),
    path("contact-map/print/", maps.contact_map_print, name="contact-map-print"),
    path("households/mine/map/", maps.my_map, name="my-map"),
    path("heart-cards/", maps.heart_card_list, name="heart-card-list"),
    path("heart-cards/print/", maps.heart_card_print, name="heart-card-print"),
    path("heart-cards/sheet/", maps.heart_card_sheet, name="heart-card-sheet"),
    path("households/mine/", mine.my_households, name="my-households"),
    path("households/mine/reveal/", mine.my_households_reveal, name="my-households-reveal"),
    path("pairing/pairs/<int:pk>/end/", households.pair_end, name="pair-end"),
]
