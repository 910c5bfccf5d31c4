"""Django's middlewares, each where it is needed: programs and embeds carry no cookie.

Sessions, log-ins and messages are for pages alone. Django's own checks look for
these classes in MIDDLEWARE and are content with subclasses.
"""

from collections.abc import Awaitable, Callable

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.utils.deprecation import MiddlewareMixin
from django_otp import middleware as second_factor

WITHOUT_COOKIES = ("/api/", "/embed/", "/healthz", "/readyz", "/metrics")


class ForPages(MiddlewareMixin):
    """A middleware that programs' addresses do without."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Pass a program's request on as it is."""
        if request.path_info.startswith(WITHOUT_COOKIES):
            return self.get_response(request)
        return super().__call__(request)


class SessionMiddleware(ForPages, sessions.SessionMiddleware):
    """Sessions, for pages."""


class AuthenticationMiddleware(ForPages, auth.AuthenticationMiddleware):
    """Log-ins, for pages."""


class OTPMiddleware:
    """Second factors, for pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Wrap the package's own middleware."""
        self.get_response = get_response
        self._second_factor = second_factor.OTPMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass a program's request on as it is."""
        if request.path_info.startswith(WITHOUT_COOKIES):
            return self.get_response(request)
        answer: HttpResponseBase = self._second_factor(request)
        return answer


class MessageMiddleware(ForPages, messages.MessageMiddleware):
    """Messages between pages."""


class LocaleMiddleware(locale.LocaleMiddleware):
    """Speaks the reader's language."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave an answer for everyone as it is: it names its own language, if it has one."""
        if response.headers.get("Cache-Control", "").startswith("public"):
            return response
        return super().process_response(request, response)
