"""The whole document for the frame that shows a mail, and the headers it must be served with.

Sanitiser, sandbox and CSP each hold alone (PROMISES P32). The frame itself is
`<iframe sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox">`: no scripts;
same origin only so that the app can measure its height.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from tripost.core.html.sanitise import Sanitised

SANDBOX: Final = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"


def content_security_policy(*, images: Sequence[str] = ("'self'",)) -> str:
    """Return the policy; `images` are CSP sources (best: absolute paths of parts and proxy)."""
    return (
        f"default-src 'none'; img-src data: {' '.join(images)}; style-src 'unsafe-inline'; "
        "font-src 'none'; media-src 'none'; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors 'self'; sandbox {SANDBOX}"
    )


CSP: Final = content_security_policy()
HEADERS: Final[dict[str, str]] = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",  # a name looked up already tells the sender (P34)
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}

_BASE = """
html{margin:0;padding:0;background:transparent}
body{margin:0;padding:0;overflow-wrap:anywhere;
font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
img{max-width:100%;height:auto}
img:not([src]){min-width:1em;min-height:1em;border-radius:3px;
background:rgba(127,127,127,.14);color:inherit;font-size:12px}
table{max-width:100%}
pre{white-space:pre-wrap}
blockquote{margin:.6em 0;padding:0 0 0 .9em;border-left:2px solid rgba(127,127,127,.4)}
details.folded>summary{cursor:pointer;margin:.8em 0;width:2.2em;text-align:center;
border-radius:6px;background:rgba(127,127,127,.18);list-style:none}
"""
# Mail that brings colours of its own was drawn for white paper: it gets that, even at night.
_PAPER = "html{color-scheme:light}body{background:#fff;color:#1a1a1a}a{color:#0b57d0}"
_ADAPTS = (
    "html{color-scheme:light dark}body{color:#1a1a1a}a{color:#0b57d0}"
    "@media (prefers-color-scheme:dark){body{color:#e8e6e3}a{color:#8ab4f8}}"
)


def document(mail: Sanitised, *, quoted: Sanitised | None = None, language: str = "") -> str:
    """Return a complete HTML document; `quoted` stands folded behind "…" (works without script)."""
    parts = [mail] if quoted is None else [mail, quoted]
    paper = any(part.coloured for part in parts)
    sheet = _BASE + (_PAPER if paper else _ADAPTS) + "".join(part.css for part in parts)
    folded = (
        f'<details class="folded"><summary>…</summary>{quoted.html}</details>' if quoted else ""
    )
    lang = f' lang="{escape(language)}"' if language else ""
    return (
        f'<!doctype html><html{lang}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="referrer" content="no-referrer">'
        f"<style>{sheet}</style></head><body>{mail.html}{folded}</body></html>"
    )
