"""Addresses of joint meetings."""

from django.urls import path

from liaison.joint_meetings.views import agenda, meetings, pairs, resolutions

app_name = "joint_meetings"
urlpatterns = [
    path("", pairs.pair_list, name="pair-list"),
    path("pairs/<int:origin>/<int:residence>/", pairs.pair_detail, name="pair-detail"),
    path("pairs/<int:origin>/<int:residence>/evidence/<slug:key>/", pairs.evidence_list, name="evidence-list"),
    path("pairs/<int:origin>/<int:residence>/propose/", meetings.meeting_propose, name="meeting-propose"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/minutes/", meetings.minutes_print, name="minutes-print"),
    path("meetings/<int:pk>/minutes.docx", meetings.minutes_word, name="minutes-word"),
    path("meetings/<int:pk>/agenda/redraft/", agenda.agenda_redraft, name="agenda-redraft"),
    path("meetings/<int:pk>/agenda/new/", agenda.item_create, name="item-create"),
    path("meetings/<int:pk>/agenda/<int:item>/", agenda.item_edit, name="item-edit"),
    path("meetings/<int:pk>/resolutions/new/", resolutions.resolution_create, name="resolution-create"),
    path("meetings/<int:pk>/<slug:verb>/", meetings.meeting_move, name="meeting-move"),
    path("resolutions/", resolutions.resolution_list, name="resolution-list"),
    path("resolutions/<int:pk>/", resolutions.resolution_detail, name="resolution-detail"),
    path("resolutions/<int:pk>/<slug:verb>/", resolutions.resolution_move, name="resolution-move"),
]
