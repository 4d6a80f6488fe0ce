"""Addresses of money."""

from django.urls import path

from liaison.funds.views import lines

app_name = "funds"
urlpatterns = [
    path("", lines.line_list, name="line-list"),
    path("lines/<int:pk>/", lines.line_detail, name="line-detail"),
    path("lines/<int:pk>/edit/", lines.line_edit, name="line-edit"),
    path("lines/<int:pk>/adjust/", lines.line_adjust, name="line-adjust"),
    path("lines/<int:pk>/transfer/", lines.line_transfer, name="line-transfer"),
    path("years/", lines.year_list, name="year-list"),
    path("years/open/", lines.year_open, name="year-open"),
    path("years/<int:pk>/", lines.year_detail, name="year-detail"),
    path("years/<int:pk>/lines/new/", lines.line_add, name="line-add"),
    path("entries/", lines.entry_list, name="entry-list"),
    path("entries/<int:pk>/reverse/", lines.entry_reverse, name="entry-reverse"),
]
