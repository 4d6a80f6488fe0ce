"""Public addresses: sending behind a code, following by number and secret, answering by a unit's link.

What a number, a secret or a link opens is kept by no browser and no proxy.
"""

from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from liaison.concerns.views import answering, following_up, sending

CODE_PATH = r"^c/(?P<token>[^/]{1,40})"

urlpatterns = [
    re_path(CODE_PATH + r"/concern/$", sending.concern_send, name="concern-send"),
    re_path(CODE_PATH + r"/concern/(?P<pk>\d+)/echo/$", sending.concern_echo, name="concern-echo"),
    path("m/", never_cache(following_up.concern_follow), name="concern-follow"),
    path("m/answered/", following_up.answered_list, name="concern-answered-list"),
    path("m/notice/", following_up.voter_notice, name="concern-notice"),
    path("m/unit/<str:token>/", never_cache(answering.unit_answer), name="concern-unit-answer"),
    path("m/unit/<str:token>/photos/<int:pk>/", never_cache(answering.unit_photo), name="concern-unit-photo"),
    path("m/<slug:number>/", never_cache(following_up.concern_followed), name="concern-followed"),
    path("m/<slug:number>/sent/", never_cache(sending.concern_sent), name="concern-sent"),
    path("m/<slug:number>/rate/", never_cache(following_up.concern_rate), name="concern-rate"),
    path("m/<slug:number>/more/", never_cache(following_up.concern_more), name="concern-more"),
    path("m/<slug:number>/photos/<int:pk>/", never_cache(following_up.concern_own_photo), name="concern-own-photo"),
]
