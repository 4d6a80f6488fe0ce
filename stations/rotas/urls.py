"""Addresses of rotas, reception days and swaps."""

from django.urls import path

from stations.rotas import views

app_name = "rotas"
urlpatterns = [
    path("shifts/", views.shift_list, name="shift-list"),
    path("shifts/mine/", views.my_shifts, name="my-shifts"),
    path("shifts/<int:pk>/", views.shift_detail, name="shift-detail"),
    path("shifts/<int:pk>/edit/", views.shift_edit, name="shift-edit"),
    path("shifts/<int:pk>/hold/", views.shift_hold, name="shift-hold"),
    path("shifts/<int:pk>/cancel/", views.shift_cancel, name="shift-cancel"),
    path("shifts/<int:pk>/notice/", views.shift_notice, name="shift-notice"),
    path("shifts/plan/", views.rota_create, name="rota-create"),
    path("shifts/years/<int:pk>/", views.rota_detail, name="rota-detail"),
    path("watches/<int:pk>/swap/", views.swap_ask, name="swap-ask"),
    path("swaps/<int:pk>/<slug:answer>/", views.swap_answer, name="swap-answer"),
]
