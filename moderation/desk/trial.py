"""A dry run in the browser: judged while it streams, with its progress; nothing is kept.

The stream holds texts, never HTML: the page's own templates give them their elements.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.formats import localize
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.models import Site
from comments.numerals import numerals
from moderation.desk.policy import changing
from moderation.desk.policy_forms import TrialForm
from moderation.dryrun import Tally, Tried, dry_run, how_many
from moderation.guidelines.verdict import Outcome
from moderation.models import PolicyDraft
from moderation.policies import policy_in_force
from moderation.templatetags.desk import outcome
from moderation.timelimit import time_limit

SHOWN_MAX = 500  # changed comments listed on the page; the tally counts all
QUOTED_MAX = 160  # characters of a changed comment
EVERY = 25  # comments between two reports of progress
OUTCOMES: tuple[Outcome, ...] = ("reject", "hold", "approve")
STREAM = "application/x-ndjson"


def trial(request: HttpRequest, site_pk: int) -> HttpResponseBase:
    """Try the draft on the last decided comments: JSON lines for the script, or a whole page."""
    _user, site = changing(request, site_pk)
    draft = PolicyDraft.objects.filter(site=site).first()
    form = TrialForm(request.POST)
    if draft is None or not form.is_valid():
        return HttpResponse(_("Keep a draft and choose how many comments."), status=422)
    last = form.cleaned_data["last"]
    guard = partial(time_limit, settings.REVIEW_SECONDS)
    tried = dry_run(site, draft.policy, policy_in_force(site).policy, last=last, guard=guard)
    total = how_many(site, last)
    if request.headers.get("Accept") == STREAM:
        language = translation.get_language()
        headers = {"X-Accel-Buffering": "no"}
        lines = _stream(tried, total, language)
        return StreamingHttpResponse(lines, content_type=STREAM, headers=headers)
    return _whole_page(request, site, tried)


def _stream(tried: Iterator[Tried], total: int, language: str | None) -> Iterator[str]:
    tally, shown = Tally(), 0
    for one in tried:
        tally.add(one)
        told: dict[str, Any] = {}
        with translation.override(language):
            if one.changed and shown < SHOWN_MAX:
                shown += 1
                told["row"] = _row(one)
            if tally.tried % EVERY == 0:
                told |= _progress(tally.tried, total)
        if told:
            yield _json(told)
    with translation.override(language):
        told = {"summary": _summary(tally), **_progress(tally.tried, tally.tried)}
    yield _json(told)


def _progress(done: int, total: int) -> dict[str, Any]:
    return {"done": done, "of": total, "progress": numerals(f"{done} / {total}")}


def _whole_page(request: HttpRequest, site: Site, tried: Iterator[Tried]) -> HttpResponse:
    tally = Tally()
    changed: list[dict[str, str]] = []
    for one in tried:
        tally.add(one)
        if one.changed and len(changed) < SHOWN_MAX:
            changed.append(_row(one))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Dry run at %(site)s") % {"site": site},
        "site": site,
        "changed": changed,
        **_summary(tally),
    }
    return TemplateResponse(request, "moderation/desk/trial.html", context)


def _row(one: Tried) -> dict[str, str]:
    """Return a changed comment as texts, by the name of their place in `tried.html`."""
    comment = one.comment
    return {
        "address": reverse("admin:moderation_heldcomment_change", args=[comment.pk]),
        "author": comment.author_name,
        "before": outcome(one.before),
        "after": outcome(one.after),
        "status": comment.get_status_display(),
        "words": Truncator(comment.body).chars(QUOTED_MAX),
    }


def _summary(tally: Tally) -> dict[str, Any]:
    """Return the tally as a sentence and the rows of a table: rule, rejected, approved."""
    newly = [f"{outcome(code)} {numerals(localize(tally.newly[code]))}" for code in OUTCOMES]
    tried = _("%(n)s comments tried.") % {"n": numerals(localize(tally.tried))}
    return {
        "sentence": f"{tried} {_('New:')} {', '.join(newly)}",
        "agreement": [
            (rule, numerals(localize(agreed.rejected)), numerals(localize(agreed.approved)))
            for rule, agreed in sorted(tally.agreement.items())
        ],
    }


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told) + "\n"
