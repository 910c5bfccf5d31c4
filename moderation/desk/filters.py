"""What a moderator wants to see of the queue: kept in the address, so that a link shares it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from comments.models import LANGUAGE_MAX
from moderation.guidelines.policy import GUIDELINES
from moderation.holds import CAUSES

URGENT, OLDEST, NEWEST = "urgent", "oldest", "newest"
ORDERS = (URGENT, OLDEST, NEWEST)
TEXT_MAX = 200


@dataclass(frozen=True)
class Filters:
    """Filters of the queue; an empty one lets everything through."""

    site: str = ""  # primary key
    section: str = ""  # beginning of the article's address, or of its path
    language: str = ""
    guideline: str = ""
    cause: str = ""
    author: str = ""  # part of the name
    text: str = ""  # part of the comment
    order: str = URGENT

    @classmethod
    def read(cls, params: QueryDict) -> tuple["Filters", list[str]]:
        """Return the filters of an address, and a sentence for each that was not understood."""
        read, problems = {}, []
        for field in fields(cls):
            value = params.get(field.name, "")
            if not value:
                continue
            if KNOWN[field.name](value):
                read[field.name] = value
            else:
                problems.append(
                    _("The filter “%(name)s” was not understood and is left out.")
                    % {"name": field.name}
                )
        return cls(**read), problems

    def as_query(self, **changes: Any) -> str:
        """Return the query string of an address with these filters."""
        changed = replace(self, **changes)
        values = {field.name: getattr(changed, field.name) for field in fields(self)}
        usual = Filters()
        return urlencode({name: v for name, v in values.items() if v != getattr(usual, name)})

    @property
    def of_words(self) -> Q:
        """Return the conditions that are typed; those that are chosen are counted, too."""
        q = Q()
        if self.section.startswith("/"):
            q &= Q(article__url__regex=r"^https?://[^/]+" + re.escape(self.section))
        elif self.section:
            q &= Q(article__url__startswith=self.section)
        if self.author:
            q &= Q(author_name__icontains=self.author)
        if self.text:
            q &= Q(body__icontains=self.text)
        return q

    @property
    def of_choices(self) -> Q:
        """Return the conditions that are chosen from lists."""
        q = Q()
        if self.site:
            q &= Q(site=self.site)
        if self.language:
            q &= Q(language=self.language)
        for code in filter(None, (self.guideline, self.cause)):
            q &= Q(hold__reasons__contains=f" {code} ")
        return q


def _is_short_text(value: str) -> bool:
    return len(value) <= TEXT_MAX and "\0" not in value and value.isprintable()


def _is_language(value: str) -> bool:
    return len(value) <= LANGUAGE_MAX and re.fullmatch(r"[A-Za-z0-9-]+", value) is not None


KNOWN: dict[str, Callable[[str], bool]] = {
    "site": lambda value: value.isascii() and value.isdecimal() and len(value) < 18,
    "section": _is_short_text,
    "language": _is_language,
    "guideline": lambda value: value in GUIDELINES,
    "cause": lambda value: value in CAUSES,
    "author": _is_short_text,
    "text": _is_short_text,
    "order": lambda value: value in ORDERS,
}
