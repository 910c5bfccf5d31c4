"""The pages about decisions: what became of a comment, and the guidelines."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.receipts import find_by_receipt
from moderation.explanations import (
    causes,
    decision_in_force,
    guideline_in_words,
    guidelines_in_words,
    marked,
)


@never_cache
@require_safe
def submission(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show the holder of a receipt the comment, its status, and every reason with its words."""
    comment = find_by_receipt(receipt)
    if comment is None:
        raise Http404
    decision = decision_in_force(comment)
    context = {
        "comment": comment,
        "decision": decision,
        "reasons": [guideline_in_words(code) for code in decision.guidelines] if decision else [],
        "marked": marked(comment, causes(decision, comment)),
    }
    answer = render(request, "moderation/submission.html", context)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """Show the guidelines with what breaks and what keeps them."""
    return render(request, "moderation/guidelines.html", {"guidelines": guidelines_in_words()})
