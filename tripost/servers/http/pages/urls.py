"""Which page answers which path."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tripost.servers.http.pages import archive, campaigns, guest, joining, preferences
from tripost.servers.http.pages.frame import page, style
from tripost.servers.http.pages.leaving import leave
from tripost.servers.http.pages.setting_up import set_up
from tripost.servers.http.pages.signing import sign_in, sign_out
from tripost.servers.http.pages.texts import texts

urlpatterns = [
    path("sign-in/pages.css", style),
    path("sign-in/", sign_in),
    path("sign-out/", sign_out),
    path("set-up/", set_up),
    path("guest/<str:secret>/", guest.look),
    path("guest/<str:secret>/text/<int:entry>", guest.text),
    path("guest/<str:secret>/file/<int:ident>", guest.file),
    path("u/<str:token>", leave),
    path("u/<str:token>/", leave),
    path("l/<str:address>", joining.join),
    path("l/<str:address>/", joining.join),
    path("l/<str:address>/embed", joining.embed),
    path("c/<str:token>", joining.confirm),
    path("p/<str:token>", preferences.prefer),
    path("a/<str:address>", archive.posts),
    path("a/<str:address>/", archive.posts),
    path("a/<str:address>/feed.atom", archive.feed),
    path("a/<str:address>/<int:ident>", archive.post),
    path("w/<str:token>", campaigns.web_version),
    path("r/<str:token>", campaigns.follow),
    path("i/<str:name>", campaigns.picture),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, in the frame of the pages."""
    said = texts(request)
    return page(
        request, "message.html", status=404, heading=said["bad_link"], says=said["bad_link_hint"]
    )


handler404 = "tripost.servers.http.pages.urls.not_found"
