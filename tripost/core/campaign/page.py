"""Blocks → MJML → HTML: one look in mail programs that agree on little."""

from html import escape
from typing import Final

import mrml

from tripost.core.campaign.blocks import FONTS, BadContent, Block, Brand, Content

_SIZES: Final = {1: 28, 2: 22, 3: 18}
_FOOT: Final = {
    "de": (
        "Sie bekommen diese Mail, weil Sie auf der Liste {list} stehen.",
        "Abmelden",
        "Einstellungen",
        "Im Browser ansehen",
    ),
    "en": (
        "You get this mail because you are on the list {list}.",
        "Unsubscribe",
        "Preferences",
        "View in your browser",
    ),
}
_DARK: Final = """
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table, .page td { background-color: #1b1d21 !important; }
  .words div, .words p, .words li, .words h1, .words h2, .words h3 { color: #e8eaed !important; }
  .words a { color: #9cc3f0 !important; }
  .foot div, .foot a { color: #9aa0a6 !important; }
}
.words p { margin: 0 0 12px; } .words ul, .words ol { margin: 0 0 12px; padding-left: 24px; }
"""


def to_html(content: Content, *, brand: Brand, language: str, preheader: str) -> str:
    """The page as HTML; raises BadContent when the MJML cannot be read."""
    source = content.mjml or written(content, brand=brand, language=language, preheader=preheader)
    try:
        return str(mrml.to_html(source).content)
    except (OSError, ValueError) as wrong:
        raise BadContent("bad-mjml", f"The MJML cannot be read: {wrong}.") from None
    except BaseException as wrong:
        if type(wrong).__name__ != "PanicException":  # of pyo3: no Exception, and in no module
            raise
        raise BadContent("bad-mjml", "The MJML cannot be read.") from None


def written(content: Content, *, brand: Brand, language: str, preheader: str) -> str:
    """The blocks as MJML, with the brand above and the way out below."""
    font = escape(FONTS[brand.font])
    head = (
        f"<mj-preview>{escape(preheader)}</mj-preview>"
        f'<mj-attributes><mj-all font-family="{font}" />'
        '<mj-text font-size="16px" line-height="1.5" color="#202124" css-class="words" />'
        f'<mj-button background-color="{brand.colour}" color="{_on(brand.colour)}" '
        'border-radius="6px" font-size="16px" inner-padding="12px 24px" />'
        '<mj-divider border-width="1px" border-color="#dadce0" /></mj-attributes>'
        f"<mj-style>{_DARK}</mj-style>"
    )
    body = "".join(_section(block, brand=brand) for block in content.blocks)
    return (
        f'<mjml lang="{language}"><mj-head>{head}</mj-head>'
        '<mj-body background-color="#f1f3f4" css-class="page" width="600px">'
        f"{_logo(brand)}{body}{_foot(brand, language=language)}</mj-body></mjml>"
    )


def _section(block: Block, *, brand: Brand) -> str:
    columns = block.columns or ((block,),)
    inside = "".join(
        f"<mj-column>{''.join(_piece(one, brand=brand) for one in column)}</mj-column>"
        for column in columns
    )
    return f'<mj-section background-color="#ffffff" padding="0 8px">{inside}</mj-section>'


def _piece(block: Block, *, brand: Brand) -> str:
    align = f'align="{block.align}"'
    link = f'href="{escape(block.href)}"' if block.href else ""
    match block.kind:
        case "heading":
            size = _SIZES[block.level]
            tag = f"h{block.level}"
            words = f'<{tag} style="margin:0;font-size:{size}px;line-height:1.25">'
            return f"<mj-text {align}>{words}{escape(block.text)}</{tag}></mj-text>"
        case "text":
            return f"<mj-text {align}>{_linked(block.html, colour=brand.colour)}</mj-text>"
        case "image":
            if not block.src:
                return ""
            width = f'width="{block.width}px"' if block.width else ""
            return (
                f'<mj-image src="{escape(block.src)}" alt="{escape(block.alt)}" {width} {link} '
                f'align="{block.align}" padding="12px 24px" />'
            )
        case "button":
            return f"<mj-button {align} {link}>{escape(block.text)}</mj-button>"
        case "divider":
            return "<mj-divider />"
        case _:
            return f'<mj-spacer height="{block.height}px" />'


def _linked(html: str, *, colour: str) -> str:
    """mj-text is read as XML-ish: void tags are closed; links have the colour of the house."""
    return html.replace("<br>", "<br />").replace("<a ", f'<a style="color:{colour}" ')


def _logo(brand: Brand) -> str:
    if not brand.logo:
        return '<mj-section padding="8px"><mj-column></mj-column></mj-section>'
    return (
        '<mj-section background-color="#ffffff" padding="16px 8px 0"><mj-column>'
        f'<mj-image src="{escape(brand.logo)}" alt="{{{{list_name}}}}" width="160px" '
        'align="left" padding="8px 24px" /></mj-column></mj-section>'
    )


def _foot(brand: Brand, *, language: str) -> str:
    why, leave, preferences, look = _FOOT.get(language, _FOOT["en"])
    lines = [why.format(list="{{list_name}}")]
    if brand.imprint:
        lines.append("<br />".join(escape(line) for line in brand.imprint.splitlines()))
    style = 'style="color:#5f6368"'
    links = " · ".join(
        f'<a {style} href="{{{{{name}}}}}">{words}</a>'
        for name, words in (
            ("unsubscribe_url", leave),
            ("preferences_url", preferences),
            ("web_url", look),
        )
    )
    words = "<br />".join((*lines, links))
    return (
        '<mj-section padding="8px"><mj-column><mj-text css-class="foot" align="center" '
        f'font-size="13px" color="#5f6368">{words}</mj-text></mj-column></mj-section>'
    )


def _on(colour: str) -> str:
    """Black or white, whichever is read better on this colour (WCAG 2.2, relative luminance)."""
    return "#ffffff" if contrast(colour, "#ffffff") >= contrast(colour, "#202124") else "#202124"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 §1.4.3: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
