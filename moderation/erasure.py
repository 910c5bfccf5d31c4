"""Erasing a comment at its author's request: the words go, the log keeps that they went."""

from collections.abc import Sequence
from itertools import groupby

from django.db import transaction

from comments.models import Comment, Contact, Site
from moderation.decisions import ERASED, Order, decide_all
from moderation.models import Decision
from moderation.policies import policy_in_force

NOTE = "Erased at a person's request."


def erase(comments: Sequence[Comment]) -> int:
    """Empty the comments, forget their contacts, and return how many were erased.

    Each leaves one line in its site's log, whose hashes never covered the words. One transaction:
    all are erased, or none. Replies by others stay. What is erased already is passed over.
    """
    with transaction.atomic():
        ids = [comment.pk for comment in comments]
        erased = 0
        # Sites before comments, as everybody who decides; the second look is under our locks.
        sites = Site.objects.filter(comments__in=ids).values("pk")
        list(Site.objects.select_for_update(no_key=True).filter(pk__in=sites).order_by("pk"))
        locked = Comment.objects.select_for_update().filter(pk__in=ids).exclude(status=ERASED)
        for site, of_site in groupby(
            locked.select_related("site").order_by("site_id", "pk"), lambda comment: comment.site
        ):
            policy = policy_in_force(site)
            orders = [
                Order(comment=comment, now=ERASED, policy=policy, note=NOTE) for comment in of_site
            ]
            made = decide_all(orders)
            erased += sum(isinstance(one, Decision) for one in made)
        Comment.blank(ids)
        Contact.objects.filter(comment__in=ids).delete()
    return erased
