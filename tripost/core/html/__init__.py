"""HTML that strangers sent, made harmless to look at: sanitise, fold quotes, wrap for the frame."""

from tripost.core.html.document import CSP, HEADERS, content_security_policy, document
from tripost.core.html.quoted import split_quoted
from tripost.core.html.sanitise import Sanitised, sanitise

__all__ = [
    "CSP",
    "HEADERS",
    "Sanitised",
    "content_security_policy",
    "document",
    "sanitise",
    "split_quoted",
]
