"""The three roles of the desk, as Django groups; who is in none of them sees nothing."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations

MODERATOR = [
    "moderation.view_heldcomment",
    "moderation.decide_comments",
    "moderation.view_decision",
    "moderation.view_policyversion",
]
SENIOR = [*MODERATOR, "moderation.reverse_decisions", "moderation.change_policies"]
ADMINISTRATOR = [
    *SENIOR,
    "moderation.work_at_all_sites",
    "moderation.view_membership",
    "moderation.add_membership",
    "moderation.change_membership",
    "moderation.delete_membership",
    "comments.view_site",
    "comments.add_site",
    "comments.change_site",
    "comments.view_host",
    "comments.add_host",
    "comments.change_host",
    "comments.view_article",
    "comments.change_article",
    "auth.view_user",
    "auth.add_user",
    "auth.change_user",
    "auth.view_group",
]
ROLES = {"Moderator": MODERATOR, "Senior moderator": SENIOR, "Administrator": ADMINISTRATOR}
MODELS = ["heldcomment", "membership", "policyversion", "decision", "article", "site", "host"]


def make_roles(apps: Apps, schema_editor: object) -> None:
    Group = apps.get_model("auth", "Group")
    for name, permissions in ROLES.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, label) for label in permissions))


def _permission(apps: Apps, label: str) -> Any:
    """Django makes permissions after all migrations; ours are needed now, under the same names."""
    app, codename = label.split(".")
    verb, _, what = codename.partition("_")
    model = what if what in [*MODELS, "user", "group"] else OWN_MODELS[codename]
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
    Permission = apps.get_model("auth", "Permission")
    name = OWN_NAMES.get(codename, f"Can {verb} {what}")
    permission, _made = Permission.objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return permission


OWN_MODELS = {
    "decide_comments": "heldcomment",
    "reverse_decisions": "decision",
    "change_policies": "policyversion",
    "work_at_all_sites": "membership",
}
OWN_NAMES = {
    "decide_comments": "Can approve and reject comments",
    "reverse_decisions": "Can reverse the decisions of other moderators",
    "change_policies": "Can draft and activate policies",
    "work_at_all_sites": "Can work at every site",
}


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0002_desk"),
        ("comments", "0002_author_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
