from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "yunhe.areas"
    verbose_name = "区划"
