"""Django's middlewares, each where it is needed: programs and embeds carry no cookie.

Sessions, forms' tokens, log-ins and messages are for pages alone. Django's own checks look for
these classes in MIDDLEWARE and are content with subclasses.
"""

from collections.abc import Awaitable

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import csrf, locale
from django.utils.deprecation import MiddlewareMixin

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


class CsrfViewMiddleware(ForPages, csrf.CsrfViewMiddleware):
    """Forms' tokens, for pages; DRF's views are exempt in any case."""


class AuthenticationMiddleware(ForPages, auth.AuthenticationMiddleware):
    """Log-ins, for pages."""


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
