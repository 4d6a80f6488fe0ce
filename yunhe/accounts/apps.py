from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "yunhe.accounts"
    verbose_name = "账号"
