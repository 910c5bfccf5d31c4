"""Which of our languages a page speaks."""

from django.http import HttpRequest
from django.utils import translation

# Kurmanji goes by `kmr` in newsrooms (ISO 639-3) and by `ku` in browsers and in Django.
ALIASES = {"kmr": "ku", "kmr-latn": "ku", "sorani": "ckb", "ku-arab": "ckb"}


def known_language(code: str) -> str | None:
    """Return our code for a language tag such as "ar-IQ" or "kmr"; None for one we do not speak."""
    tag = ALIASES.get(code.lower(), code)
    try:
        return translation.get_supported_language_variant(tag)
    except (LookupError, ValueError):
        return None


def reader_language(request: HttpRequest, *, otherwise: str = "") -> str:
    """Return the language of a page: `?language=`, else the other one, else the browser's."""
    asked = known_language(request.GET.get("language", ""))
    return asked or known_language(otherwise) or translation.get_language()
