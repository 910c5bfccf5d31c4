"""A comment's page: its words, what every rule said, the whole record, and the ways to decide."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Comment
from moderation.decisions import UNDO_TIME
from moderation.desk.acts import decide_as_seen
from moderation.desk.conversation import conversation
from moderation.desk.forms import DecisionForm
from moderation.desk.history import rules_said, told_all
from moderation.desk.reasons import reasons_held
from moderation.desk.roles import DECIDE, SEE, may, require, sites_where
from moderation.evidence import recall
from moderation.explanations import marked
from moderation.models import Preferences


def comment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a comment of any status; take a decision that is posted. 409: somebody was first."""
    user = require(request, SEE)
    if request.method != "POST":
        return _show(request, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    (done, *_others) = decide_as_seen(user, form.cleaned_data)
    if done.decision is not None:
        messages.success(request, done.says)
        return redirect(reverse("admin:moderation_heldcomment_changelist"))
    messages.error(request, _("Not saved. %(told)s") % {"told": done.says})
    conflict = done.refused in ("already_decided", "stale")
    return _show(request, pk, None if conflict else form, status=409 if conflict else 422)


def _show(
    request: HttpRequest, pk: int, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    user = require(request, SEE)
    everything = Comment.objects.select_related("article", "site", "in_reply_to")
    comment = everything.filter(pk=pk, site__in=sites_where(user, SEE)).first()
    if comment is None:
        raise Http404
    seen = f"{comment.pk}:{comment.version}"
    reviews = list(comment.reviews.select_related("policy").order_by("-pk"))
    review = reviews[0] if reviews else None
    findings = recall(review.findings, comment) if review else ()
    preferences = Preferences.objects.filter(user=user).first() or Preferences(user=user)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Comment by %(name)s") % {"name": comment.author_name},
        "comment": comment,
        "form": form or DecisionForm(initial={"seen": seen}),
        "seen": seen,
        "may_decide": may(user, DECIDE),
        "marked": marked(comment, findings),
        "reasons": reasons_held(comment, review),
        "reviews": [(one, rules_said(one, comment)) for one in reviews],
        "decisions": told_all(comment),
        "conversation": conversation(comment),
        "blur": preferences.blur
        and any(f.certain and f.guideline in ("threat", "abuse") for f in findings),
        "undo_seconds": UNDO_TIME.seconds,
    }
    return TemplateResponse(request, "moderation/desk/comment.html", context, status=status)
