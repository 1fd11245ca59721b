"""Walls against robots: answers that a service's guard gives in its place, and how they show themselves."""

from typing import Final

from notifier.sources.client import HttpAnswer

_HEADERS: Final = {
    "cf-mitigated": ("challenge",),
    "x-amzn-waf-action": ("challenge", "captcha"),
    "x-vercel-mitigated": ("challenge", "deny"),
}
"""Header -> its values that name a challenge: Cloudflare, AWS WAF, Vercel."""

_PRESENT: Final = ("x-datadome", "x-dd-b")
"""Headers that DataDome adds to its own page."""

_MARKS: Final = (
    b"/cdn-cgi/challenge-platform/",
    b"_Incapsula_Resource",
    b"captcha-delivery.com",
    b"awsWafCookieDomainList",
    b"/_sec/cp_challenge/",
    b"px-captcha",
)
"""What their pages load: Cloudflare, Imperva, DataDome, AWS WAF, Akamai, HUMAN."""


def is_wall(answer: HttpAnswer) -> bool:
    """Tell whether the head says that a wall answers."""
    headers = answer.headers
    if any(headers.get(name, "").strip().lower() in values for name, values in _HEADERS.items()):
        return True
    return answer.status in (401, 403, 405, 429) and any(name in headers for name in _PRESENT)


def wall_in_body(answer: HttpAnswer) -> bool:
    """Tell whether the body is a wall's page."""
    return answer.content_type in ("text/html", "") and any(mark in answer.content for mark in _MARKS)
