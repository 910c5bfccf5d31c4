"""What authors and readers are told of decisions and guidelines, for the API's schema."""

from typing import Any

from rest_framework import serializers

from comments.models import Comment
from moderation.models import Decision


class GuidelineSerializer(serializers.Serializer[Any]):
    """A guideline as readers see it."""

    code = serializers.CharField()
    title = serializers.CharField()
    says = serializers.CharField()
    breaks = serializers.ListField(
        child=serializers.CharField(), help_text="Examples that break it."
    )
    keeps = serializers.ListField(
        child=serializers.CharField(), help_text="Welcome examples beside them."
    )


class GuidelinesSerializer(serializers.Serializer[Any]):
    """All guidelines, in the language asked for."""

    language = serializers.CharField()
    guidelines = GuidelineSerializer(many=True)


class ReasonSerializer(serializers.Serializer[Any]):
    """A guideline that a comment breaks."""

    code = serializers.CharField()
    title = serializers.CharField()
    says = serializers.CharField()


class QuoteSerializer(serializers.Serializer[Any]):
    """Words of the comment that led to the decision, and their place in code points."""

    guideline = serializers.CharField()
    field = serializers.ChoiceField(choices=["author_name", "body"])
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()


class TakenDecisionSerializer(serializers.Serializer[Any]):
    """The decision that is in force."""

    by = serializers.ChoiceField(choices=Decision.Actor.choices)
    decided_at = serializers.DateTimeField(help_text="UTC")
    policy = serializers.IntegerField(help_text="Number of the policy version.")
    guidelines = ReasonSerializer(many=True)
    quotes = QuoteSerializer(many=True)


class SubmissionStatusSerializer(serializers.Serializer[Any]):
    """All that an author may know of a comment."""

    id = serializers.UUIDField()
    article = serializers.CharField()
    author_name = serializers.CharField()
    body = serializers.CharField()
    submitted_at = serializers.DateTimeField(help_text="UTC")
    status = serializers.ChoiceField(choices=Comment.Status.choices)
    waits_for = serializers.ChoiceField(
        choices=["rules", "person"], allow_null=True, help_text="Who decides next, while pending."
    )
    decision = TakenDecisionSerializer(allow_null=True, help_text="Null while it is pending.")
