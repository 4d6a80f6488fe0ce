"""Addresses of the home page, the landing page of codes, the scanner's uploads and the county page."""

from django.urls import path, re_path

from liaison.public.views import landing, scans, signing_up

CODE_PATH = r"^c/(?P<token>[^/]{1,40})"  # printed without a slash at the end; with one it works too

urlpatterns = [
    path("scans/", scans.scan_upload, name="scan-upload"),
    path("scans/phone/", scans.scan_upload_phone, name="scan-upload-phone"),
    path("scanner-<slug:scanner>.webmanifest", scans.manifest, name="manifest"),
    path("service-worker.js", scans.service_worker, name="service-worker"),
    re_path(r"^c/?$", landing.code_entry, name="code-entry"),
    re_path(CODE_PATH + r"/?$", landing.code_landing, name="code-landing"),
    re_path(CODE_PATH + r"/check-in/$", landing.code_check_in, name="code-check-in"),
    re_path(CODE_PATH + r"/phone/$", landing.code_phone, name="code-phone"),
    re_path(CODE_PATH + r"/phone/(?P<pk>\d+)/$", landing.code_phone_checked_in, name="code-phone-checked-in"),
    re_path(CODE_PATH + r"/sign-up/$", signing_up.code_sign_up, name="code-sign-up"),
    re_path(CODE_PATH + r"/present/$", landing.code_presence, name="code-presence"),
    re_path(CODE_PATH + r"/done/(?P<pk>\d+)/$", landing.code_checked_in, name="code-checked-in"),
]
