"""Addresses of registrations."""

from django.urls import path

from liaison.registration import views

app_name = "registration"
urlpatterns = [
    path("", views.registration_list, name="registration-list"),
    path("unregistered/", views.unregistered_list, name="unregistered-list"),
    path("urge/", views.registration_urge, name="urge"),
    path("deputies/<int:pk>/", views.deputy_register, name="deputy-register"),
    path("<int:pk>/", views.registration_detail, name="registration-detail"),
    path("<int:pk>/reception/", views.registration_reception, name="registration-reception"),
    path("<int:pk>/<slug:verb>/", views.registration_move, name="registration-move"),
]
