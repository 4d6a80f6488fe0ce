"""Addresses of accounts and sign-in."""

from django.urls import path

from yunhe.accounts.views import sessions

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sessions.sign_in, name="sign-in"),
    path("sign-out/", sessions.sign_out, name="sign-out"),
    path("password/", sessions.password_change, name="password-change"),
    path("privacy/", sessions.privacy_notice, name="privacy-notice"),
]
