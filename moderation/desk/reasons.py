"""Why a comment waits for a person, in words."""

from django.utils.translation import gettext as _

from comments.models import Comment, Site
from moderation.evidence import recall
from moderation.explanations import guideline_in_words
from moderation.models import Review


def reasons_held(comment: Comment, review: Review | None) -> list[str]:
    """Return a sentence for each reason why the rules left this comment to a person."""
    if review is None:
        return [_("The rules have not read it yet.")]
    reasons = []
    if not review.complete:
        reasons.append(_("A check failed, so a person decides."))
    if comment.suspicion:
        what = str(Comment.Suspicion(comment.suspicion).label)
        reasons.append(_("The way it was sent: %(what)s.") % {"what": what})
    policy = review.policy.policy
    for finding in recall(review.findings, comment):
        if finding.guideline and policy.consequence(finding) != "note":
            title = guideline_in_words(finding.guideline)["title"]
            words = {"guideline": title, "rule": finding.rule}
            if finding.certain:
                reasons.append(_("Breaks “%(guideline)s” (%(rule)s).") % words)
            else:
                reasons.append(_("May break “%(guideline)s” (%(rule)s).") % words)
    if comment.site.mode == Site.Mode.MANUAL:
        reasons.append(_("At this site a person decides everything."))
    return list(dict.fromkeys(reasons))
