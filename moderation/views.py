"""The pages about decisions: what became of a comment, and the guidelines."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.framing import guard
from comments.languages import reader_language
from comments.models import Comment
from comments.receipts import find_by_receipt
from moderation.explanations import (
    causes,
    decision_in_force,
    guideline_in_words,
    guidelines_in_words,
    marked,
    waits_for,
)


@never_cache
@require_safe
def submission(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the holder of a receipt the comment, its status, and every reason with its words."""
    comment = find_by_receipt(receipt)
    if comment is None:
        raise Http404
    decision = decision_in_force(comment)
    found = causes(decision, comment)
    with translation.override(reader_language(request, otherwise=comment.article.language)):
        context = {
            "comment": comment,
            "decision": decision,
            "reasons": [guideline_in_words(c) for c in decision.guidelines] if decision else [],
            "marked": marked(comment, found),
            "has_marks": bool(found),
            "waits_for": waits_for(comment),
            "fate": reverse("api-submission", args=[receipt]),
            **_links(request, comment),
        }
        answer = render(request, "moderation/submission.html", context)
        answer.headers["Content-Language"] = translation.get_language()
    answer.headers["Referrer-Policy"] = "no-referrer"
    return guard(answer, framed_by=comment.site)


@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """Show the guidelines with what breaks and what keeps them."""
    with translation.override(reader_language(request)):
        context = {"guidelines": guidelines_in_words()}
        answer = render(request, "moderation/guidelines.html", context)
        answer.headers["Content-Language"] = translation.get_language()
    return guard(answer)


def _links(request: HttpRequest, comment: Comment) -> dict[str, str]:
    """Return the addresses that a receipt's page leads to, each in the page's language."""
    language = {"language": translation.get_language()}
    here = f"{request.path}?{urlencode(language)}"
    return {
        "again": here,
        "address": request.build_absolute_uri(here),
        "page": f"{reverse('article-page')}?{urlencode({'url': comment.article.url} | language)}",
        "guidelines": f"{reverse('guidelines')}?{urlencode(language)}",
    }
