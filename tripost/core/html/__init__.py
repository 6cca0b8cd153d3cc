"""HTML that strangers sent, made harmless to look at: sanitise, fold quotes, wrap for the frame."""

from tripost.core.html.document import CSP, HEADERS, content_security_policy, document
from tripost.core.html.links import Misleading, misleading_links
from tripost.core.html.quoted import split_quoted
from tripost.core.html.sanitise import Sanitised, sanitise

__all__ = [
    "CSP",
    "HEADERS",
    "Misleading",
    "Sanitised",
    "content_security_policy",
    "document",
    "misleading_links",
    "sanitise",
    "split_quoted",
]
