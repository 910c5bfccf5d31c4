"""The public REST addresses: send a comment, read an article's comments, count them."""

import re
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from comments import published, states
from comments.addresses import origin_of
from comments.listing import FIELDS
from comments.models import Comment, Site
from comments.negotiation import is_fresh
from comments.origins import check_origin
from comments.packing import coding
from comments.parsers import LengthMissing
from comments.problems import MEDIA_TYPE
from comments.proofs import challenge, is_proof_due
from comments.serializers import (
    CountsSerializer,
    FormSerializer,
    PageSerializer,
    ProblemSerializer,
    PublishedCommentSerializer,
    SubmissionSerializer,
    SubmittedSerializer,
    check_submission,
)
from comments.sites import article_at, canonical_url, site_of
from comments.submission import Submission, submit

# How long a withdrawn comment may still be seen elsewhere.
CACHE_CONTROL = f"public, max-age={states.KEEP_SECONDS}"
PUBLIC = {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
COUNTS_MAX = 200
IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")

ARTICLE = OpenApiParameter("article", str, required=True, description="The canonical URL.")


def problems(*statuses: int) -> dict[tuple[int, str], Any]:
    """Return the OpenAPI answers for these statuses, all in the one shape of errors.

    Any address may answer that a request cannot be read, that it knows no such method, or that the
    database is out of reach.
    """
    problem = OpenApiResponse(ProblemSerializer, description="A problem (RFC 9457).")
    return {(status, MEDIA_TYPE): problem for status in sorted({400, 405, 503, *statuses})}


class CommentsView(APIView):
    """All comments of an article: everyone may read the approved ones and send another."""

    @extend_schema(
        operation_id="send_comment",
        request=SubmissionSerializer,
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                str,
                OpenApiParameter.HEADER,
                description="Up to 255 visible ASCII characters; the same key with the same "
                "comment gives the first answer again.",
            )
        ],
        responses={
            202: SubmittedSerializer,
            **problems(403, 409, 411, 413, 415, 422, 428, 429),
        },
    )
    def post(self, request: Request) -> Response:
        """Take a comment in for checking; it is shown only once it is approved."""
        if "Transfer-Encoding" in request.headers:
            raise LengthMissing
        key = _idempotency_key(request)
        data = check_submission(request.data)
        check_origin(request, data["site"])
        sent = submit(
            Submission(
                site=data["site"],
                article_url=data["article"],
                article=data["known_article"],
                author_name=data["author_name"],
                body=data["body"],
                origin=origin_of(request),
                language=data.get("language", ""),
                in_reply_to=data.get("in_reply_to"),
                email=data.get("email", ""),
                idempotency_key=key,
                honeypot=data.get("website", ""),
                proof=data.get("proof", ""),
            ),
            posts_per_minute=settings.POSTS_PER_MINUTE,
        )
        answer = {
            "id": sent.comment.uuid,
            "status": sent.comment.status,
            "receipt": sent.receipt,
        }
        place = reverse("api-submission", args=[sent.receipt]) if sent.receipt else ""
        headers = {"Location": place, "Cache-Control": "no-store"}
        return Response(answer, status=202, headers=headers)

    @extend_schema(
        operation_id="list_comments",
        parameters=[
            ARTICLE,
            OpenApiParameter("cursor", str, description="`next` of an earlier page."),
            OpenApiParameter("order", str, enum=["oldest", "newest"], default="oldest"),
        ],
        responses={
            200: PageSerializer,
            304: OpenApiResponse(description="Nothing has changed."),
            **problems(422),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        """Return a page of an article's approved comments, 100 at most."""
        url = _article_url(request)
        order = request.query_params.get("order", "oldest")
        if order not in ("oldest", "newest"):
            raise _wrong("order", ValidationError(_("Use oldest or newest."), code="invalid"))
        cursor = _cursor(request)
        article = article_at(url)
        if article is None:
            _known_site(url)
        seen = published.state(article)
        if cursor is None:  # the front asks for no other page
            states.tell({url: seen})
        headers = {"ETag": published.etag([seen]), **PUBLIC}
        if is_fresh(request.headers.get("If-None-Match", ""), headers["ETag"]):
            return HttpResponse(status=304, headers=headers)
        packed = coding(request.headers.get("Accept-Encoding", ""))
        if packed:
            headers["Content-Encoding"] = packed
        document = published.page(
            article, url=url, cursor=cursor, newest_first=order == "newest", coding=packed
        )
        return HttpResponse(document, content_type="application/json", headers=headers)


class FormView(APIView):
    """What a form needs to know before it sends a comment."""

    @extend_schema(
        operation_id="prepare_form",
        parameters=[ARTICLE],
        responses={200: FormSerializer, **problems(422)},
    )
    def get(self, request: Request) -> Response:
        """Return the lengths that may be, whether the article is open, and what is to be proven."""
        url = _article_url(request)
        site = _known_site(url)
        article = article_at(url)
        origin = origin_of(request)
        answer = {
            "is_open": article.takes_comments if article else True,
            "name_max_length": site.name_max_length,
            "body_max_length": site.body_max_length,
            "challenge": challenge(site, origin.hash) if is_proof_due(site, origin.hash) else None,
        }
        return Response(answer, headers={"Cache-Control": "no-store"})


class CommentView(APIView):
    """One approved comment; to everyone else's eyes the others do not exist."""

    @extend_schema(
        operation_id="get_comment",
        responses={
            200: PublishedCommentSerializer,
            **problems(404),
        },
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Return an approved comment."""
        row = Comment.objects.published().filter(uuid=uuid).values(*FIELDS.values())
        found = row.first()
        if found is None:
            raise Http404
        return Response(published.as_json(found), headers={"Cache-Control": CACHE_CONTROL})


class CountsView(APIView):
    """How many approved comments articles have."""

    @extend_schema(
        operation_id="count_comments",
        parameters=[
            OpenApiParameter(
                "article",
                str,
                required=True,
                many=True,
                description="A canonical URL; up to 200 of them.",
            )
        ],
        responses={
            200: CountsSerializer,
            304: OpenApiResponse(description="Nothing has changed."),
            **problems(422),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        """Return the counts of many articles at once, by the URLs as asked for."""
        asked = request.query_params.getlist("article")
        if not 1 <= len(asked) <= COUNTS_MAX:
            raise _wrong(
                "article", ValidationError(_("Give 1 to 200 articles."), code="out_of_range")
            )
        try:
            canonical = {url: canonical_url(url) for url in asked}
        except ValidationError as wrong:
            raise _wrong("article", wrong) from None
        found = published.counts(canonical.values())
        states.tell({url: count.state for url, count in found.items()})
        named = [found[canonical[url]] for url in asked]
        headers = {"ETag": published.etag([count.state for count in named]), **PUBLIC}
        if is_fresh(request.headers.get("If-None-Match", ""), headers["ETag"]):
            return HttpResponse(status=304, headers=headers)
        counts = {url: count.approved for url, count in zip(asked, named, strict=True)}
        document = orjson.dumps({"counts": counts})
        return HttpResponse(document, content_type="application/json", headers=headers)


def _article_url(request: Request) -> str:
    try:
        return canonical_url(request.query_params.get("article", ""))
    except ValidationError as wrong:
        raise _wrong("article", wrong) from None


def _known_site(url: str) -> Site:
    try:
        return site_of(url)
    except ValidationError as wrong:
        raise _wrong("article", wrong) from None


def _cursor(request: Request) -> published.Cursor | None:
    text = request.query_params.get("cursor")
    if not text:
        return None
    try:
        return published.Cursor.read(text)
    except ValidationError as wrong:
        raise _wrong("cursor", wrong) from None


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not IDEMPOTENCY_KEY.match(key):
        raise _wrong(
            "Idempotency-Key",
            ValidationError(_("Use 1 to 255 visible ASCII characters."), code="invalid"),
        )
    return key


def _wrong(field: str, error: ValidationError) -> ValidationError:
    return ValidationError({field: error})
