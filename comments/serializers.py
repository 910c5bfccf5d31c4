"""The fields of a comment and the questions asked of them, stated once for form and REST."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from comments.models import Comment
from comments.numerals import numerals
from comments.sites import URL_MAX, article_at, canonical_url, site_of
from comments.texts import check_body, check_name


class Words(serializers.CharField):
    """Text exactly as sent: nothing trimmed, and a number is no text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Take text alone; CharField itself would turn 1.5 into "1.5" and strip blanks."""
        if data is not serializers.empty and data is not None and not isinstance(data, str):
            self.fail("invalid")
        return super().run_validation(data)


class ArticleURL(serializers.CharField):
    """An article's address; its value is the canonical spelling."""

    default_error_messages = {"required": _("Give the article's address.")}

    def to_internal_value(self, data: Any) -> str:
        """Return the canonical URL. Raises ValidationError."""
        if not isinstance(data, str):
            self.fail("invalid")
        return canonical_url(data)


class SubmissionSerializer(serializers.Serializer[Any]):
    """A comment on its way in. Lengths are Unicode code points and may be tighter by site."""

    article = ArticleURL(
        max_length=URL_MAX, help_text="The article's canonical URL; its host picks the site."
    )
    author_name = Words(
        validators=[check_name],
        help_text="The name shown beside the comment: 1 to 50 characters, unless the site differs.",
        error_messages=dict.fromkeys(("required", "blank", "null"), _("Please give a name.")),
    )
    body = Words(
        validators=[check_body],
        help_text="The comment: 1 to 5,000 characters, unless the site differs.",
        error_messages=dict.fromkeys(("required", "blank", "null"), _("Please write a comment.")),
    )
    in_reply_to = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="The approved comment that this one answers.",
        error_messages={"invalid": _("The comment that you reply to is not there.")},
    )
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES,
        required=False,
        help_text="The language of the comment; left out, the article's.",
    )
    email = serializers.EmailField(
        required=False,
        allow_blank=True,
        max_length=254,
        help_text="Never shown; only to tell the author the decision.",
        error_messages={
            "invalid": _("Give a full e-mail address, such as name@example.org, or leave it empty.")
        },
    )
    website = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        max_length=1000,
        help_text="Leave this out: people do not see it, and a comment with it waits for a person.",
    )
    proof = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=4000,
        help_text="The solved challenge of `/api/v1/form`, where one was given (ALTCHA, base64).",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Find the article, if it has a row yet, and its site; keep to the site's lengths."""
        errors: dict[str, list[DjangoValidationError]] = {}
        article = article_at(attrs["article"])
        try:
            site = article.site if article else site_of(attrs["article"])
        except DjangoValidationError as unknown:
            raise DjangoValidationError({"article": unknown}) from None
        limits = {"author_name": site.name_max_length, "body": site.body_max_length}
        for field, most in limits.items():
            if len(attrs[field]) > most:
                errors[field] = [too_long(most, len(attrs[field]))]
        if errors:
            raise DjangoValidationError(errors)
        return attrs | {"site": site, "known_article": article}


@cache
def _checker() -> SubmissionSerializer:
    """Return the one that checks: to copy eight fields for each comment takes longer than to ask
    them all. It keeps nothing of what it checks, so that threads may share it."""
    return SubmissionSerializer()


def check_submission(data: Any) -> dict[str, Any]:
    """Return the checked fields of a comment, its site and, if it has a row, its article.

    Raises ValidationError by field, Django's or the framework's.
    """
    if not isinstance(data, dict):  # says so in the framework's own words
        SubmissionSerializer(data=data).is_valid(raise_exception=True)
    checked: dict[str, Any] = _checker().run_validation(data)
    return checked


def too_long(most: int, sent: int) -> DjangoValidationError:
    """Return the error for a text of more characters than may be."""
    return DjangoValidationError(
        _("Shorten this to %(most)s characters; it has %(sent)s."),
        code="max_length",
        params={"most": numerals(most), "sent": numerals(sent)},
    )


class PublishedCommentSerializer(serializers.Serializer[Any]):
    """An approved comment as everyone sees it."""

    id = serializers.UUIDField()
    author_name = serializers.CharField()
    body = serializers.CharField()
    language = serializers.CharField()
    in_reply_to = serializers.UUIDField(allow_null=True)
    submitted_at = serializers.DateTimeField(help_text="UTC")


class PageSerializer(serializers.Serializer[Any]):
    """One page of an article's approved comments."""

    article = serializers.URLField(help_text="The canonical URL.")
    is_open = serializers.BooleanField(help_text="Whether the article takes comments.")
    count = serializers.IntegerField(help_text="All approved comments of the article.")
    comments = PublishedCommentSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="The cursor of the next page.")


class SubmittedSerializer(serializers.Serializer[Any]):
    """What the author gets at once."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=Comment.Status.choices)
    receipt = serializers.CharField(
        help_text="Secret: `/submissions/{receipt}` tells its holder the decision."
    )


class FormSerializer(serializers.Serializer[Any]):
    """What a form needs to know before it sends a comment."""

    is_open = serializers.BooleanField(help_text="Whether the article takes comments.")
    name_max_length = serializers.IntegerField(help_text="In Unicode code points.")
    body_max_length = serializers.IntegerField(help_text="In Unicode code points.")
    challenge = serializers.DictField(
        allow_null=True,
        help_text="ALTCHA's challenge, to be solved and sent as `proof`; null: none is needed.",
    )


class CountsSerializer(serializers.Serializer[Any]):
    """Approved comments by the article URLs as they were asked for."""

    counts = serializers.DictField(child=serializers.IntegerField())


class FieldErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with a field: a stable code, and a sentence that says the remedy."""

    code = serializers.CharField()
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """Every error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable, for programs.")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=FieldErrorSerializer(many=True), required=False, help_text="By field, with 422."
    )
