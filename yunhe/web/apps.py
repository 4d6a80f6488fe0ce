from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "yunhe.web"
    verbose_name = "界面"
