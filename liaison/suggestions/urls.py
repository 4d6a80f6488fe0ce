"""Addresses of suggestions."""

from django.urls import path

from liaison.suggestions.views import drafting, suggestions

app_name = "suggestions"
urlpatterns = [
    path("", suggestions.suggestion_list, name="suggestion-list"),
    path("mine/", drafting.my_suggestions, name="my-suggestions"),
    path("assigned/", suggestions.unit_suggestions, name="unit-suggestions"),
    path("new/", drafting.suggestion_create, name="suggestion-create"),
    path("<int:pk>/", suggestions.suggestion_detail, name="suggestion-detail"),
    path("<int:pk>/edit/", drafting.suggestion_edit, name="suggestion-edit"),
    path("<int:pk>/ask/", drafting.suggestion_ask, name="suggestion-ask"),
    path("<int:pk>/sign/", drafting.suggestion_sign, name="suggestion-sign"),
    path("<int:pk>/hand-in/", drafting.suggestion_hand_in, name="suggestion-hand-in"),
    path("co-handlers/<int:pk>/opinion/", suggestions.co_opinion, name="co-opinion"),
    path("<int:pk>/word/", suggestions.suggestion_word, name="suggestion-word"),
    path("<int:pk>/move/<slug:verb>/", suggestions.suggestion_move, name="suggestion-move"),
]
