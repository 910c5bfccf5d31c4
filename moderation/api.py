"""The REST addresses of decisions and guidelines."""

from django.http import Http404
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from comments.api import problems
from comments.languages import known_language
from comments.receipts import find_by_receipt
from moderation.explanations import decision_in_force, explain, guidelines_in_words
from moderation.serializers import GuidelinesSerializer, SubmissionStatusSerializer

LANGUAGE = OpenApiParameter(
    "language", str, description="en, ckb, ku, ar or tr; left out, Accept-Language decides."
)


class SubmissionView(APIView):
    """What became of a comment, for the holder of its receipt."""

    @extend_schema(
        operation_id="follow_submission",
        parameters=[LANGUAGE],
        responses={200: SubmissionStatusSerializer, **problems(404)},
    )
    def get(self, request: Request, receipt: str) -> Response:
        """Return the status and, once decided, by whom, why and over which words."""
        comment = find_by_receipt(receipt)
        if comment is None:
            raise Http404
        with translation.override(language_of(request)):
            answer = explain(comment, decision_in_force(comment))
            # The receipt is a secret: no cache and no referrer may keep its answer.
            headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
            return Response(answer, headers=headers)


class GuidelinesView(APIView):
    """The community guidelines, as readers see them."""

    @extend_schema(
        operation_id="list_guidelines",
        parameters=[LANGUAGE],
        responses={200: GuidelinesSerializer, **problems()},
    )
    def get(self, request: Request) -> Response:
        """Return the guidelines in the reader's language."""
        language = language_of(request)
        with translation.override(language):
            answer = {"language": language, "guidelines": guidelines_in_words()}
        headers = {
            "Cache-Control": "public, max-age=300",
            "Content-Language": language,
            "Vary": "Accept-Language",
        }
        return Response(answer, headers=headers)


def language_of(request: Request) -> str:
    """Return the language asked for, or the best one that the reader's browser takes."""
    return known_language(request.query_params.get("language", "")) or translation.get_language()
