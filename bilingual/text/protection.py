"""What must reach the target byte for byte: URLs, e-mail addresses, placeholders, tags, code."""

from __future__ import annotations

import re

from bilingual.model import Placeholder, Span

_PARTICLE_END = r"(?!(?:에서|에게|으로|로|와|과|은|는|이|가|을|를|에|의|도|입니다|이다)(?![가-힣]))"
_URL_TAIL = rf"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|(?<=[/=_\-+]){_PARTICLE_END}[가-힣]+)*"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,8}"
_TOP_LEVEL = r"(?:com|net|org|io|kr|co\.kr|go\.kr|or\.kr|re\.kr|ac\.kr|edu|gov|info|dev|app|ai|jp|cn|eu|uk)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("code", r"`[^`\n]+`"),
    ("tag", r"</?[A-Za-z][A-Za-z0-9:\-]*"
     r"(?:\s+[A-Za-z_:][\w:.\-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*\s*/?>"),
    ("email", r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@" + _DOMAIN + r"[A-Za-z]{2,24}(?![A-Za-z0-9\-])"),
    ("url", r"(?<![A-Za-z0-9])(?:https?|ftp)://" + _URL_TAIL),
    ("url", r"(?<![A-Za-z0-9.\-@])(?:www\." + _DOMAIN + r"[A-Za-z]{2,24}|" + _DOMAIN + _TOP_LEVEL
     + rf")(?![A-Za-z0-9\-])(?:[/?#]{_URL_TAIL})?"),
    ("placeholder", r"\{\{[^{}\n]{1,80}\}\}|\$?\{[A-Za-z0-9_.:!\-]{0,80}\}"),
    ("printf", r"(?<![0-9%])%(?:\([A-Za-z_]\w*\)|[0-9]+\$)?"
     r"[#0+\-]*[0-9]*(?:\.[0-9]+)?(?:hh|h|ll|l)?[sdifuxXeEgGc@](?![A-Za-z])"),
    ("entity", r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"),
    ("handle", r"(?<![A-Za-z0-9가-힣_@])@[A-Za-z0-9_]{2,30}(?![A-Za-z0-9_])"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{kind}{number}>{pattern})" for number, (kind, pattern) in enumerate(_PATTERNS)))
_HINT = re.compile(r"[`<@%{&]|://|www\.|\.[a-z]{2}")
_TRAILING = ".,;:!?'*"
_PAIRS = {")": "(", "]": "["}


def find_placeholders(text: str) -> tuple[Placeholder, ...]:
    """The stretches of `text` that must be kept verbatim, in order and without overlap.

    Kinds: `url`, `email`, `placeholder` ({name}, ${x}, {{x}}), `printf` (%s, %1$d, %(name)s), `tag`, `entity`,
    `code` (between backquotes), `handle` (@name). A Korean particle after a URL and the full stop of its sentence do
    not belong to it.
    """
    if not _HINT.search(text):
        return ()
    found = []
    position = 0
    while hit := _ANY.search(text, position):
        kind = (hit.lastgroup or "").rstrip("0123456789")
        end = _url_end(text, hit.start(), hit.end()) if kind == "url" else hit.end()
        found.append(Placeholder(Span(hit.start(), end), text[hit.start() : end], kind))
        position = max(end, hit.start() + 1)
    return tuple(found)


def _url_end(text: str, start: int, end: int) -> int:
    """Give back what follows a URL in running text: sentence punctuation and unopened brackets."""
    while end > start + 1:
        last = text[end - 1]
        unopened = last in _PAIRS and text.count(last, start, end) > text.count(_PAIRS[last], start, end)
        if last not in _TRAILING and not unopened:
            break
        end -= 1
    return end
