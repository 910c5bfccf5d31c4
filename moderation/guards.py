"""The triggers that keep the record: decisions, reviews and policies are written once."""

from typing import Any

from comments import guards
from comments.guards import Guard

GUARDS = [
    Guard("moderation_decision_stays", "moderation_decision", "UPDATE", (), "decisions stay"),
    Guard("moderation_decision_kept", "moderation_decision", "DELETE", (), "decisions stay"),
    Guard("moderation_review_stays", "moderation_review", "UPDATE", (), "reviews stay"),
    Guard("moderation_review_kept", "moderation_review", "DELETE", (), "reviews stay"),
    Guard(
        "moderation_policy_stays",
        "moderation_policyversion",
        "UPDATE",
        ("id", "site_id", "number", "content", "sha256", "created_at"),
        "a policy version is never edited",
    ),
    Guard("moderation_policy_kept", "moderation_policyversion", "DELETE", (), "policies stay"),
]


def install_after_migrate(**kwargs: Any) -> None:
    """Make the guards of this app; a receiver of `post_migrate`."""
    guards.install(GUARDS)


def missing() -> list[str]:
    """Return the names of all guards, of words and of records, that are not in place."""
    return guards.missing([*guards.GUARDS, *GUARDS])
