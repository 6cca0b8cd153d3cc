"""How the public pages of a list wear its brand: colour, logo, imprint; always readable (WCAG 2.2).

Nothing is loaded from elsewhere: a logo of another host would tell that host who leaves a list.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tripost.core.campaign.page import contrast
from tripost.modes.distribution_list.posting.settings import Settings

READABLE: Final = 4.5  # WCAG 2.2 §1.4.3
_LIGHT: Final = "#faf8f6"  # what text stands on, in assets/pages.css; the worse of two
_DARK: Final = "#1c1f26"
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_STEP: Final = 0.06


@dataclass(frozen=True, slots=True)
class Look:
    """`css` "" : the house's colours. `logo`: a path of ours, or ""."""

    name: str
    css: str
    logo: str
    imprint: str

    @property
    def hash(self) -> str:
        """What lets this style through a Content-Security-Policy (CSP 3 §6.7.3)."""
        digest = hashlib.sha256(self.css.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


def look(listing: Settings, *, base_url: str) -> Look:
    """`base_url` of ours, without trailing slash."""
    brand = listing.brand
    ours = brand.logo.startswith(f"{base_url}/i/")
    return Look(
        name=listing.name or listing.email,
        css=_css(brand.colour) if _COLOUR.fullmatch(brand.colour) else "",
        logo=brand.logo.removeprefix(base_url) if ours else "",
        imprint=brand.imprint.strip(),
    )


@lru_cache(maxsize=200)
def _css(colour: str) -> str:
    on = "#ffffff" if contrast(colour, "#ffffff") >= READABLE else "#000000"
    hover = _mixed(colour, "#000000" if on == "#ffffff" else "#ffffff", 0.12)
    light, dark = _readable(colour, on=_LIGHT), _readable(colour, on=_DARK)
    return (
        f":root{{--brand:{colour};--brand-hover:{hover};--on-brand:{on};--brand-text:{light};"
        f"--focus:{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{--brand-text:{dark};--focus:{dark}}}}}"
        f".mark rect{{fill:{colour}}}.mark path{{stroke:{on}}}"
    )


def _readable(colour: str, *, on: str) -> str:
    """The colour itself, or as little lighter or darker as lets it be read there."""
    away = "#000000" if on == _LIGHT else "#ffffff"
    share, found = 0.0, colour
    while contrast(found, on) < READABLE:
        share += _STEP
        found = _mixed(colour, away, min(share, 1.0))
    return found


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
