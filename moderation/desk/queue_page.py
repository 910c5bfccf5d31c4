"""The queue's page: filters with their counts, the cards, and what was decided a moment ago."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Site
from comments.numerals import numbering_system
from moderation.decisions import PENDING, UNDO_TIME
from moderation.desk.cards import cards
from moderation.desk.counts import Counts, count
from moderation.desk.filters import NEWEST, OLDEST, ORDERS, URGENT, Filters
from moderation.desk.forms import guideline_choices
from moderation.desk.queue import BULK_MAX, PAGE_MAX, page, waiting
from moderation.desk.roles import DECIDE, SEE, may, require, sites_where
from moderation.desk.words import told
from moderation.models import Decision, Preferences

ORDER_NAMES = {
    URGENT: gettext_lazy("most urgent first"),
    OLDEST: gettext_lazy("oldest first"),
    NEWEST: gettext_lazy("newest first"),
}
CAUSE_NAMES = {
    "rule": gettext_lazy("a rule"),
    "classifier": gettext_lazy("the classifier"),
    "failed": gettext_lazy("a failed check"),
    "sending": gettext_lazy("the way it was sent"),
    "manual": gettext_lazy("a person decides everything here"),
}


def queue_page(
    request: HttpRequest, params: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    """Show the queue as the address (or `params`) filters it."""
    user = require(request, SEE)
    params = request.GET if params is None else params
    filters, problems = Filters.read(params)
    for problem in problems:
        messages.warning(request, problem)
    number = _page_number(params.get("page", "1"))
    typed = waiting(user).filter(filters.of_words)
    found = typed.filter(filters.of_choices)
    places, has_next = page(found, filters, number)
    counts = count(typed, filters)
    preferences = Preferences.objects.filter(user=user).first() or Preferences(user=user)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Queue"),
        "cards": cards(places, found),
        "filters": filters,
        "query": filters.as_query(),
        "choices": _choices(user, filters, counts),
        "orders": [(order, ORDER_NAMES[order]) for order in ORDERS],
        "total": counts.total,
        "number": number,
        "previous": number - 1,
        "next": number + 1 if has_next and number < PAGE_MAX else 0,
        "guidelines": guideline_choices(),
        "may_decide": may(user, DECIDE),
        "preferences": preferences,
        "fresh": _fresh(user),
        "undo_seconds": int(UNDO_TIME.total_seconds()),
        "bulk_max": BULK_MAX,
        "numbering_system": numbering_system(),
    }
    return TemplateResponse(request, "moderation/desk/queue.html", context, status=status)


def _page_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), PAGE_MAX)


def _choices(user: User, filters: Filters, counts: Counts) -> list[dict[str, Any]]:
    """Return the filters that are chosen from lists, each with what waits behind it."""
    sites = Site.objects.filter(pk__in=sites_where(user, SEE)).order_by("name")
    site_names = {str(pk): name for pk, name in sites.values_list("pk", "name")}
    languages = dict(settings.LANGUAGES)
    language_names = {code: languages.get(code, code) for code in sorted(counts.language)}
    kinds: list[tuple[str, str, Mapping[str, Any], Counter[str]]] = [
        ("site", _("Site"), site_names, counts.site),
        ("guideline", _("Guideline"), dict(guideline_choices()), counts.guideline),
        ("cause", _("Held by"), CAUSE_NAMES, counts.cause),
        ("language", _("Language"), language_names, counts.language),
    ]
    return [
        {
            "name": name,
            "label": label,
            "chosen": getattr(filters, name),
            "options": [(code, title, counted[code]) for code, title in names.items()],
        }
        for name, label, names, counted in kinds
    ]


def _fresh(user: User) -> list[tuple[Decision, str]]:
    """Return a moderator's decisions that can still be undone, the newest first."""
    since = timezone.now() - UNDO_TIME
    own = Decision.objects.filter(moderator=user, decided_at__gte=since, undoes=None)
    still = own.filter(undone_by=None).exclude(now=PENDING).select_related("moderator", "comment")
    return [(decision, told(decision)) for decision in still.order_by("-pk")[:5]]
