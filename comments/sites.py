"""Which site is meant: a canonical URL names an article, and its host picks the site."""

from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from comments.models import Article, Site
from comments.statements import Prepared

URL_MAX = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(address: str) -> str:
    """Return the one spelling of an article's address under which its comments are kept.

    Scheme and host are lower case, a default port and the fragment are dropped, letters outside
    ASCII are percent-encoded (RFC 3986; hosts by IDNA), so that a link as browsers send it and the
    same link as editors write it name one article. Raises ValidationError.
    """
    if len(address) > URL_MAX or any(letter <= " " or letter == "\x7f" for letter in address):
        raise ValidationError(
            _("Give the article's address without blanks, at most 2,000 characters."),
            code="invalid_url",
        )
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except (ValueError, UnicodeError):
        host, port = "", None
    if not host or parts.scheme not in DEFAULT_PORTS or parts.username is not None:
        raise ValidationError(
            _("Give the article's full address, starting with https:// or http://."),
            code="invalid_url",
        )
    netloc = f"[{host}]" if ":" in host else host
    if port and port != DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    url = iri_to_uri(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))
    if len(url) > URL_MAX:
        raise ValidationError(_("The article's address is too long."), code="invalid_url")
    return url


_with_site = Prepared(lambda: Article.objects.select_related("site").filter(url=""))
_columns, _site_columns = (
    [field.attname for field in model._meta.concrete_fields] for model in (Article, Site)
)


def article_at(url: str) -> Article | None:
    """Return the article at a canonical URL, with its site; None before its first comment."""
    for row in _with_site.ask(url):
        article = Article.from_db(DEFAULT_DB_ALIAS, _columns, row[: len(_columns)])
        article.site = Site.from_db(DEFAULT_DB_ALIAS, _site_columns, row[len(_columns) :])
        return article
    return None


def site_of(url: str) -> Site:
    """Return the site whose host the URL names. Raises ValidationError for a host of none."""
    site = Site.objects.filter(hosts__name=urlsplit(url).hostname).first()
    if site is None:
        raise ValidationError(
            _("No site here publishes articles under this host."), code="unknown_host"
        )
    return site
