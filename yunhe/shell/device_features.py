"""Which features of the device a page may ask for (Permissions-Policy): none, unless its view says so."""

from functools import wraps

HEADER = "Permissions-Policy"
FEATURES = ("camera", "geolocation", "microphone")


def policy(*allowed: str) -> str:
    """Return the header's value that lets our own pages ask for `allowed` and nothing else."""
    return ", ".join(f"{name}=({'self' if name in allowed else ''})" for name in FEATURES)


def device_features(*allowed: str):
    """Let the page of a view ask the person for `allowed`, e.g. "camera"."""

    def decorate(view):
        @wraps(view)
        def featured(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response.headers[HEADER] = policy(*allowed)
            return response

        return featured

    return decorate


class DeviceFeaturesMiddleware:
    """Forbid camera, position and microphone on every page whose view has not asked for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request with the header set."""
        response = self.get_response(request)
        response.setdefault(HEADER, NOTHING)
        return response


NOTHING = policy()
