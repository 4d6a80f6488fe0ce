"""Addresses of stations, codes, activities, duty rotas, receptions and check-ins."""

from django.urls import path

from stations.calendars.urls import urlpatterns as calendars
from stations.keeping.urls import urlpatterns as keeping
from stations.mapping.views import station_map
from stations.printing.urls import urlpatterns as printing
from stations.proceedings.urls import urlpatterns as proceedings
from stations.screens.urls import urlpatterns as screens
from stations.views import activities, check_ins, codes, invitations, receptions, rotas, stations

app_name = "stations"
urlpatterns = [
    # stations
    path("", stations.station_list, name="station-list"),
    path("table/", stations.station_table, name="station-table"),
    path("map/", station_map, name="station-map"),
    path("new/", stations.station_create, name="station-create"),
    path("build/", stations.tree_build, name="tree-build"),
    path("<int:pk>/", stations.station_detail, name="station-detail"),
    path("<int:pk>/edit/", stations.station_edit, name="station-edit"),
    path("<int:pk>/close/", stations.station_close, name="station-close"),
    path("<int:pk>/reopen/", stations.station_reopen, name="station-reopen"),
    path("<int:pk>/check-in/", check_ins.check_in_record, name="check-in-record"),
    *keeping,
    # codes
    path("codes/", codes.code_list, name="code-list"),
    path("codes/issue-all/", codes.code_issue_all, name="code-issue-all"),
    *printing,
    path("codes/issue/<slug:subject>/<int:pk>/", codes.code_issue, name="code-issue"),
    path("codes/<int:pk>/", codes.code_detail, name="code-detail"),
    path("codes/<int:pk>/reprint/", codes.code_reprint, name="code-reprint"),
    path("codes/<int:pk>/revoke/", codes.code_revoke, name="code-revoke"),
    path("codes/<int:pk>/code.<slug:picture>", codes.code_image, name="code-image"),
    # activities
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", activities.activity_create, name="activity-create"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/hold/", activities.activity_hold, name="activity-hold"),
    path("activities/<int:pk>/cancel/", activities.activity_cancel, name="activity-cancel"),
    path("activities/<int:pk>/check-in/", activities.attendance_record, name="attendance-record"),
    path("activities/<int:pk>/roll-call/", activities.roll_call, name="roll-call"),
    path("activities/<int:pk>/paper-list/", activities.paper_list, name="paper-list"),
    path("activities/<int:pk>/invite/", invitations.activity_invite, name="activity-invite"),
    path("activities/<int:pk>/sign-in-sheet/", invitations.sign_in_sheet, name="sign-in-sheet"),
    # invitations
    path("invitations/", invitations.invitation_list, name="invitation-list"),
    path("invitations/mine/", invitations.my_invitations, name="my-invitations"),
    path("invitations/<int:pk>/answer/", invitations.invitation_answer, name="invitation-answer"),
    path("invitations/<int:pk>/remove/", invitations.invitation_remove, name="invitation-remove"),
    # duty rotas
    path("shifts/", rotas.shift_list, name="shift-list"),
    path("shifts/mine/", rotas.my_shifts, name="my-shifts"),
    path("shifts/<int:pk>/", rotas.shift_detail, name="shift-detail"),
    path("shifts/<int:pk>/edit/", rotas.shift_edit, name="shift-edit"),
    path("shifts/<int:pk>/hold/", rotas.shift_hold, name="shift-hold"),
    path("shifts/<int:pk>/cancel/", rotas.shift_cancel, name="shift-cancel"),
    path("shifts/<int:pk>/notice/", rotas.shift_notice, name="shift-notice"),
    path("shifts/plan/", rotas.rota_create, name="rota-create"),
    path("shifts/years/<int:pk>/", rotas.rota_detail, name="rota-detail"),
    path("duties/<int:pk>/swap/", rotas.swap_ask, name="swap-ask"),
    path("swaps/<int:pk>/<slug:answer>/", rotas.swap_answer, name="swap-answer"),
    # receptions
    path("receptions/", receptions.reception_list, name="reception-list"),
    path("receptions/new/", receptions.reception_create, name="reception-create"),
    path("receptions/mine/", receptions.my_receptions, name="my-receptions"),
    path("receptions/<int:pk>/", receptions.reception_detail, name="reception-detail"),
    path("receptions/<int:pk>/edit/", receptions.reception_edit, name="reception-edit"),
    path("receptions/<int:pk>/reveal/", receptions.reception_reveal, name="reception-reveal"),
    path("receptions/<int:pk>/print/", receptions.reception_print, name="reception-print"),
    path("receptions/<int:pk>/<slug:verb>/", receptions.reception_move, name="reception-move"),
    # check-ins
    path("check-ins/", check_ins.check_in_list, name="check-in-list"),
    path("check-ins/<int:pk>/", check_ins.check_in_detail, name="check-in-detail"),
    path("check-ins/<int:pk>/undo/", check_ins.check_in_undo, name="check-in-undo"),
    path("check-ins/<int:pk>/leave/", check_ins.check_in_leave, name="check-in-leave"),
    path("mine/", check_ins.my_duties, name="my-duties"),
    path("mine/<int:pk>/leave/", check_ins.my_leave, name="my-leave"),
    path("scan/", check_ins.scan, name="scan"),
    path("scan/deputies/", check_ins.scan_deputies, name="scan-deputies"),
    # costs, minutes, photos, follow-ups, topics, series; calendars
    *proceedings,
    *calendars,
    *screens,
]
