from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yunhe.notices"
    verbose_name = "通知"
