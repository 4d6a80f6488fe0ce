"""Addresses of concerns for staff, deputies and handling units."""

from django.urls import path

from liaison.concerns.views import concerns, entering, keeping, photos, receptions, topics

app_name = "concerns"
urlpatterns = [
    path("", concerns.concern_list, name="concern-list"),
    path("figures/", concerns.concern_figures, name="concern-figures"),
    path("mine/", concerns.my_concerns, name="my-concerns"),
    path("assigned/", concerns.unit_concerns, name="unit-concerns"),
    path("new/", entering.concern_create, name="concern-create"),
    path("<int:pk>/entered/", entering.concern_entered, name="concern-entered"),
    path("<int:pk>/", concerns.concern_detail, name="concern-detail"),
    path("<int:pk>/edit/", concerns.concern_edit, name="concern-edit"),
    path("<int:pk>/reveal/", concerns.concern_reveal, name="concern-reveal"),
    path("<int:pk>/sheet/", concerns.concern_sheet, name="concern-sheet"),
    path("<int:pk>/publish/", concerns.concern_publish, name="concern-publish"),
    path("<int:pk>/unpublish/", concerns.concern_unpublish, name="concern-unpublish"),
    path("<int:pk>/topic/", topics.concern_take_up, name="concern-take-up"),
    path("<int:pk>/topic/leave/", topics.concern_leave_topic, name="concern-leave-topic"),
    path("<int:pk>/move/<slug:verb>/", concerns.concern_move, name="concern-move"),
    path("photos/<int:pk>/", photos.photo, name="photo"),
    path("photos/<int:pk>/small/", photos.photo_small, name="photo-small"),
    path("photos/<int:pk>/blacken/", photos.photo_blacken, name="photo-blacken"),
    path("units/", keeping.unit_list, name="unit-list"),
    path("units/new/", keeping.unit_create, name="unit-create"),
    path("units/<int:pk>/", keeping.unit_edit, name="unit-edit"),
    path("templates/", keeping.template_list, name="template-list"),
    path("templates/<int:pk>/delete/", keeping.template_delete, name="template-delete"),
    # what voters bring to receptions
    path("receptions/", receptions.reception_list, name="reception-list"),
    path("receptions/new/", receptions.reception_create, name="reception-create"),
    path("receptions/mine/", receptions.my_receptions, name="my-receptions"),
    path("receptions/<int:pk>/", receptions.reception_detail, name="reception-detail"),
    path("receptions/<int:pk>/edit/", receptions.reception_edit, name="reception-edit"),
    path("receptions/<int:pk>/reveal/", receptions.reception_reveal, name="reception-reveal"),
    path("receptions/<int:pk>/print/", receptions.reception_print, name="reception-print"),
]
