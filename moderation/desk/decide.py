"""Where decisions and undos are posted: JSON for the script, pages for everybody else."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from moderation.decisions import UNDO_TIME
from moderation.desk.acts import Done, decide_as_seen, undo_own
from moderation.desk.forms import DecisionForm, UndoForm
from moderation.desk.queue_page import queue_page
from moderation.desk.roles import DECIDE, moderator_of, require

SHOWN = 5  # refusals that a page tells one by one


def post_decision(request: HttpRequest) -> HttpResponse:
    """Decide comments as seen. 409: somebody was first; 422: the form says what is missing."""
    user = moderator_of(request)  # what may be decided is asked with the comments, in one question
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refuse_form(request, form)
    return _answer(request, decide_as_seen(user, form.cleaned_data))


def post_undo(request: HttpRequest) -> HttpResponse:
    """Take back one's own fresh decisions."""
    user = require(request, DECIDE)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _refuse_form(request, form)
    return _answer(request, undo_own(user, form.cleaned_data["decisions"]))


def _answer(request: HttpRequest, done: list[Done]) -> HttpResponse:
    status = _status(done)
    if _wants_json(request):
        told = {"done": [_as_json(one) for one in done], "undo_seconds": UNDO_TIME.seconds}
        return JsonResponse(told, status=status)
    refused = [one for one in done if one.decision is None]
    for one in refused[:SHOWN]:
        messages.error(request, one.says)
    if status != 200:
        return queue_page(request, _back(request), status=status)
    if len(done) == 1:
        messages.success(request, done[0].says)
    return redirect(
        f"{reverse('admin:moderation_heldcomment_changelist')}?{_back(request).urlencode()}"
    )


def _status(done: list[Done]) -> int:
    """Return 200 when anything was decided, else what the first refusal comes to."""
    if any(one.decision for one in done):
        return 200
    return {"already_decided": 409, "stale": 409, "not_found": 404, "not_yours": 403}.get(
        done[0].refused, 422
    )


def _as_json(one: Done) -> dict[str, Any]:
    decision = one.decision or one.in_force
    return {
        "comment": one.comment_id,
        "decision": one.decision.pk if one.decision else None,
        "version": decision.comment_version if decision else None,
        "status": decision.now if decision else None,
        "code": one.refused,
        "says": one.says,
    }


def _refuse_form(request: HttpRequest, form: forms.Form) -> HttpResponse:
    says = [str(error) for errors in form.errors.values() for error in errors]
    if _wants_json(request):
        return JsonResponse({"done": [], "code": "invalid", "says": " ".join(says)}, status=422)
    for sentence in says:
        messages.error(request, sentence)
    return queue_page(request, _back(request), status=422)


def _wants_json(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _back(request: HttpRequest) -> QueryDict:
    """Return the filters of the page that was posted from."""
    try:
        return QueryDict(request.POST.get("back", ""))
    except ValueError:  # more fields than Django reads
        return QueryDict("")
