"""Who may show a page of ours in a frame, and what a page may load."""

from collections.abc import Iterable

from django.http import HttpResponse

from comments.models import Site

# No inline script or style, nothing from anywhere else, and no text that a script makes HTML of.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors "
)


def guard(
    answer: HttpResponse, *, framed_by: Site | None = None, hosts: Iterable[str] = ()
) -> HttpResponse:
    """Give a page its Content-Security-Policy; only these hosts may frame it, or the site's."""
    hosts = framed_by.hosts.values_list("name", flat=True) if framed_by else hosts
    answer.headers["Content-Security-Policy"] = POLICY + _ancestors(hosts)
    # frame-ancestors says it better; the older header knows no list of hosts.
    answer.xframe_options_exempt = True
    return answer


def _ancestors(hosts: Iterable[str]) -> str:
    """Return the sources for `frame-ancestors`; ports do not matter, as in `Host`.

    A source with http:// also stands for https://. CSP cannot name IPv6 addresses.
    """
    named = [f"http://{host}:*" for host in hosts if ":" not in host]
    return " ".join(["'self'", *named]) if named else "'none'"
