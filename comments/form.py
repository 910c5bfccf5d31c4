"""The comment form of a page: what was typed, what is wrong with it, and its way to `submit`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from rest_framework.exceptions import ValidationError as FieldsRefused

from comments import published, tickets
from comments.addresses import origin_of
from comments.allowances import SubmissionRefused, TooManyPosts
from comments.listing import FIELDS
from comments.models import Article, Comment, Site
from comments.origins import check_form_origin
from comments.problems import errors_by_field
from comments.serializers import check_submission
from comments.submission import Submission, Submitted, submit

SHOWN = ("author_name", "body", "email")  # in the order of the page
TYPED = (*SHOWN, "in_reply_to", "website")
WHOLE = "form"  # stands for the form as a whole among the errors


@dataclass(frozen=True)
class Form:
    """A form as a page shows it. Nothing typed is ever lost on the way around."""

    ticket: str
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)  # by field, and WHOLE
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_wrong(self) -> str:
        """Return the first field with an error, in the order of the page; "" without any."""
        return next((name for name in SHOWN if name in self.errors), "")


def blank(article_url: str, *, in_reply_to: str = "") -> Form:
    """Return an empty form, for a reply if a comment is named."""
    return Form(tickets.issue(article_url), {"in_reply_to": in_reply_to})


def again(request: HttpRequest, article_url: str) -> Form:
    """Return the form as it was sent, for a page that can do nothing else with it."""
    typed = {name: request.POST.get(name, "") for name in TYPED}
    return Form(tickets.kept(request.POST.get("ticket", ""), article_url), typed)


def take(request: HttpRequest, *, site: Site, article_url: str) -> Submitted | Form:
    """Submit what was sent, or return the form again with everything typed and every error."""
    typed = {name: request.POST.get(name, "") for name in TYPED}
    ticket = request.POST.get("ticket", "")

    def again(status: int, errors: Mapping[str, list[str]], **headers: str) -> Form:
        return Form(tickets.kept(ticket, article_url), typed, errors, status, headers)

    try:
        return _submit(request, typed, ticket, site=site, article_url=article_url)
    except (ValidationError, FieldsRefused) as wrong:
        return again(422, _in_words(wrong))
    except TooManyPosts as refused:
        wait = {"Retry-After": str(refused.wait_seconds)}
        return again(refused.status, {WHOLE: [str(refused.says)]}, **wait)
    except SubmissionRefused as refused:
        return again(refused.status, {WHOLE: [str(refused.says)]})


def replied_to(uuid: str, article: Article | None) -> dict[str, Any] | None:
    """Return the approved comment that a reply answers, as the API shows it; None if not there."""
    try:
        found = Comment.objects.published().filter(uuid=uuid, article=article)
        row = found.values(*FIELDS.values()).first()
    except ValidationError:  # not a UUID at all
        return None
    return published.as_json(row) if row else None


def _submit(
    request: HttpRequest, typed: dict[str, str], ticket: str, *, site: Site, article_url: str
) -> Submitted:
    check_form_origin(request)
    data = check_submission(_sent(typed, article_url))
    key = tickets.check(ticket, article_url).idempotency_key(
        author_name=typed["author_name"], body=typed["body"], in_reply_to=typed["in_reply_to"]
    )
    return submit(
        Submission(
            site=site,
            article_url=article_url,
            author_name=data["author_name"],
            body=data["body"],
            origin=origin_of(request),
            in_reply_to=data.get("in_reply_to"),
            email=data.get("email", ""),
            idempotency_key=key,
            honeypot=typed["website"],
            proof=None,
        ),
        posts_per_minute=settings.POSTS_PER_MINUTE,
    )


def _sent(typed: dict[str, str], article_url: str) -> dict[str, Any]:
    return typed | {"article": article_url, "in_reply_to": typed["in_reply_to"] or None}


def _in_words(wrong: ValidationError | FieldsRefused) -> dict[str, list[str]]:
    """Return the messages by field; what is wrong with no field to be seen concerns the whole."""
    words: dict[str, list[str]] = {}
    for name, errors in errors_by_field(wrong).items():
        shown = name if name in SHOWN else WHOLE
        words.setdefault(shown, []).extend(error["message"] for error in errors)
    return words
