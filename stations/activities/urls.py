"""Addresses of activities and of what they plan, record and leave to do."""

from django.urls import path

from stations.activities.views import activities, costs, follow_ups, invitations, minutes, photos, series, topics

app_name = "activities"
urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", activities.activity_create, name="activity-create"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/hold/", activities.activity_hold, name="activity-hold"),
    path("activities/<int:pk>/cancel/", activities.activity_cancel, name="activity-cancel"),
    path("activities/<int:pk>/invite/", invitations.activity_invite, name="activity-invite"),
    path("activities/<int:pk>/invite/back/", invitations.batch_take_back, name="invitations-back"),
    path("activities/<int:pk>/sign-in-sheet/", invitations.sign_in_sheet, name="sign-in-sheet"),
    path("invitations/", invitations.invitation_list, name="invitation-list"),
    path("invitations/mine/", invitations.my_invitations, name="my-invitations"),
    path("invitations/<int:pk>/answer/", invitations.invitation_answer, name="invitation-answer"),
    path("invitations/<int:pk>/remove/", invitations.invitation_remove, name="invitation-remove"),
    path("activities/<int:pk>/costs/", costs.activity_costs, name="activity-costs"),
    path("activities/<int:pk>/minutes/", minutes.minutes_detail, name="minutes-detail"),
    path("activities/<int:pk>/minutes/edit/", minutes.minutes_edit, name="minutes-edit"),
    path("activities/<int:pk>/minutes/publish/", minutes.minutes_publish, name="minutes-publish"),
    path("activities/<int:pk>/minutes/withdraw/", minutes.minutes_withdraw, name="minutes-withdraw"),
    path("activities/<int:pk>/minutes/print/", minutes.minutes_print, name="minutes-print"),
    path("activities/<int:pk>/minutes/word/", minutes.minutes_word, name="minutes-word"),
    path("activities/<int:pk>/photos/", photos.activity_photos, name="activity-photos"),
    path("photos/<int:pk>/caption/", photos.photo_caption, name="photo-caption"),
    path("photos/<int:pk>/remove/", photos.photo_remove, name="photo-remove"),
    path("photos/<int:pk>/<slug:size>/", photos.photo_show, name="photo-show"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow-up-list"),
    path("follow-ups/new/", follow_ups.follow_up_create, name="follow-up-create"),
    path("follow-ups/mine/", follow_ups.my_follow_ups, name="my-follow-ups"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up_detail, name="follow-up-detail"),
    path("follow-ups/<int:pk>/edit/", follow_ups.follow_up_edit, name="follow-up-edit"),
    path("follow-ups/<int:pk>/<slug:verb>/", follow_ups.follow_up_move, name="follow-up-move"),
    path("topics/", topics.topic_list, name="topic-list"),
    path("topics/new/", topics.topic_create, name="topic-create"),
    path("topics/<int:pk>/", topics.topic_detail, name="topic-detail"),
    path("topics/<int:pk>/edit/", topics.topic_edit, name="topic-edit"),
    path("topics/<int:pk>/<slug:verb>/", topics.topic_move, name="topic-move"),
    path("series/", series.series_list, name="series-list"),
    path("series/new/", series.series_create, name="series-create"),
    path("series/<int:pk>/", series.series_detail, name="series-detail"),
    path("series/<int:pk>/change/", series.series_change, name="series-change"),
    path("series/<int:pk>/complete/", series.series_complete, name="series-complete"),
]
