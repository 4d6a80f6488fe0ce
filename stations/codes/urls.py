"""Addresses of codes, their prints and screens."""

from django.urls import path

from stations.codes.views import codes, prints, screens

app_name = "codes"
urlpatterns = [
    path("codes/", codes.code_list, name="code-list"),
    path("codes/issue-all/", codes.code_issue_all, name="code-issue-all"),
    path("codes/issue/<slug:subject>/<int:pk>/", codes.code_issue, name="code-issue"),
    path("codes/mine/", codes.my_code, name="my-code"),
    path("codes/mine/make/", codes.my_code_make, name="my-code-make"),
    path("codes/<int:pk>/", codes.code_detail, name="code-detail"),
    path("codes/<int:pk>/reprint/", codes.code_reprint, name="code-reprint"),
    path("codes/<int:pk>/revoke/", codes.code_revoke, name="code-revoke"),
    path("codes/<int:pk>/code.<slug:picture>", codes.code_image, name="code-image"),
    path("codes/print/", prints.code_print, name="code-print"),
    path("codes/prints/", prints.print_list, name="print-list"),
    path("codes/prints/new/", prints.print_create, name="print-create"),
    path("codes/prints/<int:pk>/", prints.print_detail, name="print-detail"),
    path("codes/prints/<int:pk>/resume/", prints.print_resume, name="print-resume"),
    path("codes/prints/<int:pk>/sheet/", prints.print_sheet, name="print-sheet"),
    path("codes/reprints/", prints.reprint_list, name="reprint-list"),
    path("codes/reprints/start/", prints.reprint_start, name="reprint-start"),
    path("screens/", screens.screen_list, name="screen-list"),
    path("screens/new/<slug:subject>/<int:pk>/", screens.screen_put_up, name="screen-put-up"),
    path("screens/<int:pk>/", screens.screen_detail, name="screen-detail"),
    path("screens/<int:pk>/take-down/", screens.screen_take_down, name="screen-take-down"),
    path("screen/<str:secret>/", screens.screen_show, name="screen-show"),
    path("screen/<str:secret>/codes/", screens.screen_codes, name="screen-codes"),
]
