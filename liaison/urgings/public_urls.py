"""The address at which a voter asks after a matter; it stands beside those of the concern itself."""

from django.urls import path
from django.views.decorators.cache import never_cache

from liaison.urgings import views

urlpatterns = [path("m/<slug:number>/nudge/", never_cache(views.concern_nudge), name="concern-nudge")]
