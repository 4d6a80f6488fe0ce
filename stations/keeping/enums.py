"""Posts of the people who work at a station."""

from django.db import models


class StaffPost(models.TextChoices):
    """What somebody is at a station. The values sort as the list is read."""

    HEAD = "1_head", "站长"
    DEPUTY_HEAD = "2_deputy", "副站长"
    OFFICER = "3_officer", "联络员"
    WORKER = "4_worker", "工作人员"
