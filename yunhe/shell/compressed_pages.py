"""Pages go over the line compressed: on a slow network the text of a page, not its style, is what people wait for."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressedPagesMiddleware(GZipMiddleware):
    """Compresses what is HTML, for browsers that say they read it. Place it outermost, so that it sees the whole page.

    Files, pictures and static files are left as they are: they are compressed already, or prepared when they are collected.
    What is secret in a page cannot be guessed from its length: the session cookie does not come along from foreign pages
    (SameSite), form tokens are masked anew each time, and Django adds a random number of bytes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response, compressed where it is a page."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
