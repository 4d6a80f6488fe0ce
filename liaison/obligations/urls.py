"""Addresses of obligations."""

from django.urls import path

from liaison.obligations.views import calendars, obligations, templates

app_name = "obligations"
urlpatterns = [
    path("", calendars.calendar, name="calendar"),
    path("year/", calendars.year, name="year"),
    path("compliance/", calendars.compliance, name="compliance"),
    path("list/", obligations.obligation_list, name="obligation-list"),
    path("<int:pk>/", obligations.obligation_detail, name="obligation-detail"),
    path("<int:pk>/complete/", obligations.obligation_complete, name="obligation-complete"),
    path("<int:pk>/evidence/", obligations.evidence_add, name="evidence-add"),
    path("<int:pk>/skip/", obligations.obligation_skip, name="obligation-skip"),
    path("<int:pk>/reopen/", obligations.obligation_reopen, name="obligation-reopen"),
    path("<int:pk>/owner/", obligations.owner_name, name="owner-name"),
    path("evidence/<int:pk>/", obligations.evidence_file, name="evidence-file"),
    path("evidence/<int:pk>/remove/", obligations.evidence_remove, name="evidence-remove"),
    path("rules/", templates.template_list, name="template-list"),
    path("rules/new/", templates.template_create, name="template-create"),
    path("rules/<int:pk>/", templates.template_detail, name="template-detail"),
    path("rules/<int:pk>/edit/", templates.template_edit, name="template-edit"),
    path("rules/<int:pk>/end/", templates.template_end, name="template-end"),
]
