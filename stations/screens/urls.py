"""Addresses of screens; under the name stations."""

from django.urls import path

from stations.screens import views

urlpatterns = [
    path("screens/", views.screen_list, name="screen-list"),
    path("screens/new/<slug:subject>/<int:pk>/", views.screen_put_up, name="screen-put-up"),
    path("screens/<int:pk>/", views.screen_detail, name="screen-detail"),
    path("screens/<int:pk>/take-down/", views.screen_take_down, name="screen-take-down"),
    path("screen/<str:secret>/", views.screen_show, name="screen-show"),
    path("screen/<str:secret>/codes/", views.screen_codes, name="screen-codes"),
]
