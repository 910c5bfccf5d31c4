"""Made-up comments for measuring: as many as asked for, and a record that verifies."""

from django.core.management import call_command

from comments.models import Article, Comment
from moderation.models import Hold
from moderation.verification import broken_texts, first_broken_decisions


def test_it_makes_what_was_asked_for_with_a_whole_log(db: None) -> None:
    call_command("make_comments", "120", "--held", "12", verbosity=0)

    assert Comment.objects.exclude(status="pending").count() == 120
    assert Comment.objects.held().count() == Hold.objects.count() == 12
    assert list(first_broken_decisions()) == []
    assert list(broken_texts()) == []
    published = sum(Article.objects.values_list("approved_count", flat=True))
    assert published == Comment.objects.published().count()


def test_a_second_run_leaves_the_first_alone(db: None) -> None:
    call_command("make_comments", "30", "--held", "3", verbosity=0)
    first = set(Comment.objects.values_list("uuid", flat=True))

    call_command("make_comments", "30", "--held", "3", verbosity=0)

    assert first < set(Comment.objects.values_list("uuid", flat=True))
