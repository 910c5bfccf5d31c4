"""A comment's page: its words with what the rules found in them, and the two ways to decide."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from comments.models import Comment
from moderation.decisions import AlreadyDecided, DecisionRefused
from moderation.desk.acts import StalePage, decide_as_seen, newest_decision, newest_review, told
from moderation.desk.forms import DecisionForm
from moderation.desk.reasons import reasons_held
from moderation.desk.roles import moderator_of
from moderation.evidence import recall
from moderation.explanations import marked


def comment_page(
    request: HttpRequest, comment: Comment, *, may_decide: bool, queue_url: str
) -> HttpResponse:
    """Show a comment; take a decision that is posted. 409: somebody else was first."""
    if request.method != "POST" or not may_decide:
        return _show(request, comment, DecisionForm(initial={"version": comment.version}))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, comment, form, status=422)
    try:
        decision = decide_as_seen(comment, form.cleaned_data, moderator=moderator_of(request))
    except AlreadyDecided as first:
        messages.error(request, _("Not saved. %(told)s") % {"told": told(first.decision)})
        return _show_afresh(request, comment)
    except StalePage:
        messages.error(request, _("Not saved. The page was out of date; this is the new one."))
        return _show_afresh(request, comment)
    except DecisionRefused as refused:
        form.add_error(None, str(refused))
        return _show(request, comment, form, status=422)
    messages.success(request, told(decision))
    return redirect(queue_url)


def _show_afresh(request: HttpRequest, comment: Comment) -> HttpResponse:
    comment = Comment.objects.select_related("article", "site", "in_reply_to").get(pk=comment.pk)
    return _show(request, comment, DecisionForm(initial={"version": comment.version}), status=409)


def _show(
    request: HttpRequest, comment: Comment, form: DecisionForm, status: int = 200
) -> HttpResponse:
    review = newest_review(comment)
    findings = recall(review.findings, comment) if review else ()
    decision = newest_decision(comment)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Comment by %(name)s") % {"name": comment.author_name},
        "comment": comment,
        "form": form,
        "review": review,
        "findings": findings,
        "marked": marked(comment, findings),
        "reasons": reasons_held(comment, review),
        "told": told(decision) if decision else "",
    }
    return TemplateResponse(request, "moderation/desk/comment.html", context, status=status)
