"""The policy of a site: what is in force, what was, and the draft of the next one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Site
from comments.numerals import numerals
from moderation.desk.policy_forms import (
    ActivationForm,
    ModeForm,
    PolicyForm,
    TrialForm,
    initial_of,
)
from moderation.desk.roles import CHANGE_POLICY, SEE_POLICY, require, sites_where
from moderation.models import PolicyDraft, PolicyVersion
from moderation.policies import (
    DraftChanged,
    activate_draft,
    draft_stamp,
    policy_in_force,
    save_draft,
)


def policies_page(request: HttpRequest) -> HttpResponse:
    """List the policies of a moderator's sites, and which of them is in force."""
    user = require(request, SEE_POLICY)
    sites = Site.objects.filter(pk__in=sites_where(user, SEE_POLICY)).order_by("name")
    changeable = set(sites_where(user, CHANGE_POLICY).values_list("pk", flat=True))
    drafts = PolicyDraft.objects.select_related("edited_by").in_bulk()
    newest_first = PolicyVersion.objects.select_related("activated_by").order_by("-number")
    shown = [
        {
            "site": site,
            "in_force": _in_force(site),
            "versions": site.policies.all(),
            "draft": drafts.get(site.pk),
            "may_change": site.pk in changeable,
        }
        for site in sites.prefetch_related(Prefetch("policies", newest_first))
    ]
    context = {**admin.site.each_context(request), "title": _("Policies"), "sites": shown}
    return TemplateResponse(request, "moderation/desk/policies.html", context)


def _in_force(site: Site) -> PolicyVersion | None:
    """Return which of a site's versions, all read already, is in force."""
    activated = [version for version in site.policies.all() if version.activated_at]
    return max(activated, key=lambda one: (one.activated_at, one.number), default=None)


def version_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version, which nobody can edit."""
    user = require(request, SEE_POLICY)
    versions = PolicyVersion.objects.select_related("site", "activated_by")
    version = versions.filter(pk=pk, site__in=sites_where(user, SEE_POLICY)).first()
    if version is None:
        raise Http404
    form = PolicyForm(initial=initial_of(version.policy))
    for field in form.fields.values():
        field.disabled = True
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Policy %(number)s of %(site)s")
        % {"number": numerals(version.number), "site": version.site},
        "version": version,
        "form": form,
    }
    return TemplateResponse(request, "moderation/desk/policy_version.html", context)


def draft_page(request: HttpRequest, site_pk: int) -> HttpResponse:
    """Show and keep the draft of a site's next policy. 409: somebody else wrote it meanwhile."""
    user, site = changing(request, site_pk)
    if request.method != "POST":
        return _show_draft(request, site)
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _show_draft(request, site, form, status=422)
    policy, seen = form.cleaned_data["policy"], form.cleaned_data["seen"]
    try:
        save_draft(site, policy, by=user, seen=seen)
    except DraftChanged as changed:
        return _tell_changed(request, site, changed)
    messages.success(request, _("The draft is kept. Nothing is in force before you activate it."))
    return redirect(reverse("admin:desk_draft", args=[site.pk]))


def activate(request: HttpRequest, site_pk: int) -> HttpResponse:
    """Put the draft in force, with a note."""
    user, site = changing(request, site_pk)
    form = ActivationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why: the record keeps it."))
        return _show_draft(request, site, status=422)
    seen, note = form.cleaned_data["seen"], form.cleaned_data["note"]
    try:
        version = activate_draft(site, by=user, seen=seen, note=note)
    except DraftChanged as changed:
        return _tell_changed(request, site, changed)
    words = {"number": numerals(version.number)}
    messages.success(request, _("Policy %(number)s is in force for new comments.") % words)
    return redirect(reverse("admin:moderation_policyversion_changelist"))


def change_mode(request: HttpRequest, site_pk: int) -> HttpResponse:
    """Say who decides at a site."""
    _user, site = changing(request, site_pk)
    form = ModeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose who decides."))
        return _show_draft(request, site, status=422)
    site.mode = form.cleaned_data["mode"]
    site.save(update_fields=["mode"])
    messages.success(request, f"{site}: {site.get_mode_display()}")
    return redirect(reverse("admin:desk_draft", args=[site.pk]))


def changing(request: HttpRequest, site_pk: int) -> tuple[User, Site]:
    """Return who changes a site's policy, and the site. 403 or 404 for everybody else."""
    user = require(request, CHANGE_POLICY)
    return user, get_object_or_404(sites_where(user, CHANGE_POLICY), pk=site_pk)


def _tell_changed(request: HttpRequest, site: Site, changed: DraftChanged) -> HttpResponse:
    if changed.draft is None:
        messages.error(request, _("Not saved: the draft is gone; somebody has activated it."))
    else:
        words = {"who": changed.draft.edited_by.get_username()}
        messages.error(
            request, _("Not saved: %(who)s wrote the draft meanwhile. This is theirs.") % words
        )
    return _show_draft(request, site, status=409)


def _show_draft(
    request: HttpRequest, site: Site, form: PolicyForm | None = None, status: int = 200
) -> HttpResponse:
    draft = PolicyDraft.objects.filter(site=site).select_related("edited_by").first()
    in_force = policy_in_force(site)
    policy = draft.policy if draft else in_force.policy
    seen = draft_stamp(draft)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Next policy of %(site)s") % {"site": site},
        "site": site,
        "draft": draft,
        "in_force": in_force,
        "form": form or PolicyForm(initial={**initial_of(policy), "seen": seen}),
        "activation": ActivationForm(initial={"seen": seen}),
        "mode": ModeForm(initial={"mode": site.mode}),
        "trial": TrialForm(initial={"last": 1000}),
    }
    return TemplateResponse(request, "moderation/desk/policy_draft.html", context, status=status)
