"""Addresses of accounts and sign-in."""

from django.urls import path

from yunhe.accounts.views import own, people, phones, sessions

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sessions.sign_in, name="sign-in"),
    path("sign-out/", sessions.sign_out, name="sign-out"),
    path("password/", sessions.password_change, name="password-change"),
    path("password/forgotten/", phones.password_forgotten, name="password-forgotten"),
    path("phone/", phones.phone_bind, name="phone-bind"),
    path("phone/mine/", phones.phone_bind_own, name="phone-bind-own"),
    path("phone/<int:pk>/end/", phones.phone_end, name="phone-end"),
    path("privacy/", sessions.privacy_notice, name="privacy-notice"),
    path("stay/", sessions.session_stay, name="session-stay"),
    path("me/sessions/<int:pk>/end/", own.session_end, name="session-end"),
    path("me/", own.my_account, name="my-account"),
    path("users/", people.user_list, name="user-list"),
    path("users/new/", people.user_create, name="user-create"),
    path("users/<int:pk>/", people.user_detail, name="user-detail"),
    path("users/<int:pk>/edit/", people.user_edit, name="user-edit"),
    path("users/<int:pk>/appoint/", people.appointment_create, name="appointment-create"),
    path("users/<int:pk>/reset-password/", people.user_reset_password, name="user-reset-password"),
    path("users/<int:pk>/confirm/", people.user_confirm, name="user-confirm"),
    path("users/<int:pk>/disable/", people.user_disable, name="user-disable"),
    path("users/<int:pk>/enable/", people.user_enable, name="user-enable"),
    path("users/<int:pk>/end-sessions/", people.user_end_sessions, name="user-end-sessions"),
    path("appointments/<int:pk>/end/", people.appointment_end, name="appointment-end"),
    path("locks/", people.lock_list, name="lock-list"),
    path("locks/release/", people.lock_release, name="lock-release"),
]
