"""Addresses of registrations."""

from django.urls import path

from liaison.registration.views import alarms, mandates, registrations

app_name = "registration"
urlpatterns = [
    path("", registrations.registration_list, name="registration-list"),
    path("unregistered/", registrations.unregistered_list, name="unregistered-list"),
    path("urge/", registrations.registration_urge, name="urge"),
    path("deputies/<int:pk>/", registrations.deputy_register, name="deputy-register"),
    path("deputies/<int:pk>/alarm/", alarms.alarm_create, name="alarm-create"),
    path("mandates/<int:pk>/end/", mandates.mandate_end, name="mandate-end"),
    path("mandates/<int:pk>/suspend/", mandates.mandate_suspend, name="mandate-suspend"),
    path("mandates/<int:pk>/resume/", mandates.mandate_resume, name="mandate-resume"),
    path("alarms/", alarms.alarm_list, name="alarm-list"),
    path("alarms/<int:pk>/", alarms.alarm_detail, name="alarm-detail"),
    path("alarms/<int:pk>/<slug:verb>/", alarms.alarm_move, name="alarm-move"),
    path("<int:pk>/", registrations.registration_detail, name="registration-detail"),
    path("<int:pk>/reception/", registrations.registration_reception, name="registration-reception"),
    path("<int:pk>/<slug:verb>/", registrations.registration_move, name="registration-move"),
]
