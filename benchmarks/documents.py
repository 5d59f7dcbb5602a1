"""Random documents of every format, for the round-trip figures and for property tests.

`make("html", random.Random(7))` gives the same bytes every time. The documents are well-formed but unpleasant: nested
inline markup, entities, comments, blank lines, three kinds of line end, byte order marks, names that look like markup.
"""

from __future__ import annotations

import html
import io
import json
import random
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Protocol


class Choice(Protocol):
    """What is used of `random.Random`."""

    def choice(self, items: list[str]) -> str: ...  # noqa: D102

    def randint(self, low: int, high: int) -> int: ...  # noqa: D102

    def random(self) -> float: ...  # noqa: D102


WORDS = (
    "부산시는 특구로 지정됐다고 밝혔다. 전력반도체를 소형모듈원전 3천억원이 2028년까지 12곳이 “인력” "
    "양성이 관건이라고 말했다. (SMR) 기후금융 5.2% A&B R&D 1<2 x>y it's 50:50 #1 *별표 snake_case C:\\dir "
    "[사진] a|b !주의 ~약 café 한글입숨 ①항 그러나, https://hanbit.example/a?b=1&c=2 news@hanbit.example "
    "(%s) 「{name}」 왜? 네! 끝…"
).split()


def sentence(rnd: Choice, most: int = 9) -> str:
    """A run of words; now and then decomposed (NFD) or with a wide space."""
    text = " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(1, most)))
    if rnd.random() < 0.05:
        text = unicodedata.normalize("NFD", text)
    return text.replace(" ", "\u3000", 1) if rnd.random() < 0.05 else text


def _lines(rnd: Choice, text: str) -> bytes:
    """With one of the kinds of line end, and sometimes a byte order mark."""
    ends = rnd.choice(["\n", "\n", "\r\n"])
    mark = b"\xef\xbb\xbf" if rnd.random() < 0.1 else b""
    return mark + text.replace("\n", ends).encode()


def text(rnd: Choice) -> bytes:
    """Plain text with blank lines and indentation."""
    rows = [rnd.choice(["", "", "  ", "\t", "\u3000"]) + rnd.choice([sentence(rnd), sentence(rnd), ""])
            for _ in range(rnd.randint(0, 8))]  # fmt: skip
    return _lines(rnd, "\n".join(rows) + rnd.choice(["", "\n", "\n\n"]))


_HTML_BITS = [
    "<br>",
    "<!-- 말 -->",
    '<img src=a.png alt="사진 설명">',
    " <code>pip install</code> ",
    " <span translate=no>그대로</span> ",
    "<script>let a = '<p>말</p>';</script>",
]


def _inline_html(rnd: Choice, depth: int = 2) -> str:
    parts = []
    for _ in range(rnd.randint(1, 4)):
        kind = rnd.randint(0, 9)
        inner = html.escape(sentence(rnd, 4), quote=False)
        if kind < 5 or not depth:
            parts.append(inner)
        elif kind == 5:
            parts.append(
                f'<a href="/x?a=1&b=2" title="{html.escape(sentence(rnd, 3))}">{_inline_html(rnd, depth - 1)}</a>'
            )
        elif kind == 6:
            parts.append(f"<b>{_inline_html(rnd, depth - 1)}</b>")
        elif kind == 7:
            parts.append(f"<EM class=k>{inner}</EM>")
        elif kind == 8:
            parts.append(rnd.choice(_HTML_BITS))
        else:
            parts.append(rnd.choice(["&nbsp;", "&amp;", "&lt;말&gt;", "&#54620;", "\n  ", " < "]))
    return rnd.choice(["", " "]).join(parts)


def html_page(rnd: Choice) -> bytes:
    """A page or fragment with blocks, inline markup, entities, comments, scripts and unclosed items."""
    blocks = []
    for _ in range(rnd.randint(0, 6)):
        tag = rnd.choice(["p", "h1", "h2", "li", "td", "div", "blockquote", "figcaption", "pre", "P"])
        close = "" if tag in ("li", "p") and rnd.random() < 0.3 else f"</{tag}>"
        blocks.append(f"<{tag}>{_inline_html(rnd)}{close}")
    head = rnd.choice(["", "<!DOCTYPE html>\n<html lang=ko><head><title>제목 &amp; 이름</title></head><body>\n"])
    return _lines(rnd, head + rnd.choice(["", "\n", "\n  "]).join(blocks) + rnd.choice(["", "</body></html>\n"]))


_MARKDOWN_BITS = ["`code_x`", "<b>굵게</b>", "<http://x.example>", "\\*별\\*", "&amp;", "  \n", "각주[^1]"]
_MARKDOWN_BLOCKS = [
    "```python\nx = '한국'\n```",
    "<div>\n블록\n</div>",
    "    들여쓴 코드",
    "[r]: http://x.example '이름'",
    "***",
]


def _inline_markdown(rnd: Choice) -> str:
    words = [rnd.choice(WORDS) for _ in range(rnd.randint(1, 8))]
    for i, word in enumerate(words):
        link, image = f'[{word}](http://x.example/a_(b) "이름")', f"![{word}](a.png)"
        dressed = [word] * 12 + [f"**{word}**", f"*{word}*", link, image, *_MARKDOWN_BITS]
        words[i] = rnd.choice(dressed)
    return " ".join(words)


def markdown(rnd: Choice) -> bytes:
    """Blocks of CommonMark with tables, front matter and code."""
    blocks = [rnd.choice(["---\ntitle: 제목\n---\n", "", ""])]
    for _ in range(rnd.randint(0, 6)):
        line = _inline_markdown(rnd)
        flat = " ".join(line.split())
        table = f"| 가 | 나 |\n|---|---|\n| {flat.replace('|', '')} | 값 |"
        quote, items = f"> {flat}\n> 이어서", f"- {flat}\n  - 하나\n- 둘"
        heads = [f"# {flat}", f"## {flat} ##", f"{flat}\n==="]
        blocks.append(rnd.choice([line, line, quote, items, f"1. {flat}", table, *heads, *_MARKDOWN_BLOCKS]))
    return _lines(rnd, "\n\n".join(blocks) + rnd.choice(["", "\n"]))


def json_file(rnd: Choice) -> bytes:
    """Nested objects and lists, markup in strings, one value or JSON Lines."""

    def value(depth: int) -> object:
        kind = rnd.randint(0, 7 if depth else 4)
        if kind < 3:
            return sentence(rnd)
        if kind == 3:
            return rnd.choice([None, True, 1.5, "", "id-7", "https://x.example/한글"])  # type: ignore[list-item]
        if kind == 4:
            return f"<p>{_inline_html(rnd, 1)}</p>\n<p>{sentence(rnd)}</p>"
        if kind == 5:
            return [value(depth - 1) for _ in range(rnd.randint(0, 3))]
        return {rnd.choice(["title", "body", "이름", "a.b"]): value(depth - 1) for _ in range(rnd.randint(0, 3))}

    style = rnd.randint(0, 2)
    if style == 2:
        return _lines(rnd, "".join(json.dumps(value(2), ensure_ascii=False) + "\n" for _ in range(rnd.randint(0, 4))))
    return _lines(rnd, json.dumps(value(3), ensure_ascii=bool(style), indent=rnd.choice([None, 2])))  # type: ignore[list-item]


def csv_file(rnd: Choice) -> bytes:
    """Rows with quoted and bare cells."""
    separator = rnd.choice([",", ";", "\t"])
    rows = [separator.join(["id", "제목", "본문"])]
    for number in range(rnd.randint(0, 5)):
        cells = [str(number)]
        for _ in range(2):
            cell = rnd.choice(
                [sentence(rnd), f"{sentence(rnd)}\n{sentence(rnd)}", "", f'그는 "{sentence(rnd, 3)}"라고']
            )
            bare = not any(c in cell for c in '",;\t\n') and rnd.random() < 0.5
            cells.append(cell if bare else '"' + cell.replace('"', '""') + '"')
        rows.append(separator.join(cells))
    return _lines(rnd, "\n".join(rows) + rnd.choice(["", "\n"]))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def po_file(rnd: Choice) -> bytes:
    """A catalogue with comments, contexts, plurals, fuzzy and obsolete entries."""
    plurals = "nplurals=2; plural=n != 1;"
    header = f'"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plurals}\\n"\n'
    blocks = [f'msgid ""\nmsgstr ""\n{header}']
    for number in range(rnd.randint(0, 6)):
        block = rnd.choice(["", "# 메모\n", "#. 설명\n#: a.py:3\n", "#, c-format\n", '#, fuzzy\n#| msgid "옛것"\n'])
        block += rnd.choice(["", f'msgctxt "맥락{number}"\n'])
        said = rnd.choice(
            [sentence(rnd), f"{sentence(rnd)}\n{sentence(rnd)}\n", f"<b>{html.escape(sentence(rnd, 3), False)}</b> 말"]
        )
        said = f"{number} {said}"
        if rnd.random() < 0.2:
            block += f'msgid {_quoted(said)}\nmsgid_plural {_quoted(said + "들")}\nmsgstr[0] ""\nmsgstr[1] ""\n'
        else:
            middle = len(said) // 2
            split = rnd.choice([_quoted(said), f'""\n{_quoted(said[:middle])}\n{_quoted(said[middle:])}'])
            target = rnd.choice(['""', '""', '"Done"'])
            block += f"msgid {split}\nmsgstr {target}\n"
        blocks.append(block)
    blocks.append(rnd.choice(["", '#~ msgid "옛"\n#~ msgstr "old"\n']))
    return _lines(rnd, "\n".join(blocks))


def _inline_xliff(rnd: Choice) -> str:
    parts = []
    for number in range(rnd.randint(1, 4)):
        inner = html.escape(sentence(rnd, 4), quote=False)
        parts.append(rnd.choice([inner, inner, f'<g id="{number}">{inner}</g>', f'<x id="{number}"/>',
                                 f'<bpt id="{number}">&lt;b&gt;</bpt>{inner}<ept id="{number}">&lt;/b&gt;</ept>',
                                 f'<ph id="{number}">%s</ph>']))  # fmt: skip
    return rnd.choice(["", " "]).join(parts)


def xliff(rnd: Choice) -> bytes:
    """XLIFF 1.2 or 2.1 with states, notes and inline codes."""
    if rnd.random() < 0.5:
        units = "".join(
            f'\n<trans-unit id="{n}"><source>{_inline_xliff(rnd)}</source>'
            + rnd.choice(["", "<target/>", '<target state="new"></target>', '<target state="final">Done</target>'])
            + rnd.choice(["", "<note>말</note>"]) + "</trans-unit>"
            for n in range(rnd.randint(0, 5))
        )  # fmt: skip
        body = f'<file source-language="ko" target-language="en" original="a" datatype="x"><body>{units}</body></file>'
        return _lines(rnd, f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2">{body}</xliff>\n')
    units = ""
    for number in range(rnd.randint(0, 5)):
        said, inside = (html.escape(sentence(rnd, most), quote=False) for most in (9, 3))
        source = f'<source>{said}<pc id="1">{inside}</pc><ph id="2"/></source>'
        target = rnd.choice(["", "<target></target>"])
        state = rnd.choice(["", ' state="initial"'])
        units += f'\n<unit id="u{number}"><segment{state}>{source}{target}</segment></unit>'
    return _lines(rnd, f'<xliff version="2.1" srcLang="ko" trgLang="en"><file id="f">{units}</file></xliff>')


def srt(rnd: Choice) -> bytes:
    """Subtitles with two lines, turns, tags and empty ones."""
    cues = []
    for number in range(1, rnd.randint(1, 7)):
        said = rnd.choice([sentence(rnd, 5), f"{sentence(rnd, 4)}\n{sentence(rnd, 4)}", f"<i>{sentence(rnd, 3)}</i> 말",
                           f"- {sentence(rnd, 3)}\n- {sentence(rnd, 3)}", f"{{\\an8}}{sentence(rnd, 3)}"])  # fmt: skip
        cues.append(f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{said}\n")
    return _lines(rnd, "\n".join(cues) + rnd.choice(["", "\n"]))


def webvtt(rnd: Choice) -> bytes:
    """Web subtitles with notes, styles, voices and settings."""
    blocks = ["WEBVTT" + rnd.choice(["", " 제목"])]
    for number in range(rnd.randint(0, 6)):
        said = html.escape(sentence(rnd, 5), quote=False)
        said = rnd.choice(
            [said, f"<v 기자>{said}</v>", f"<c.hot>{said}</c> 말", f"{said}\n둘째 줄", f"<00:00.500>{said}"]
        )
        name = rnd.choice(["", f"이름{number}\n"])
        blocks.append(f"{name}00:{number:02}.000 --> 00:{number:02}.900{rnd.choice(['', ' align:start'])}\n{said}")
        blocks += rnd.choice([[], [], ["NOTE 메모\n말"], ["STYLE\n::cue { color: red }"]])  # type: ignore[list-item]
    return _lines(rnd, "\n\n".join(blocks) + rnd.choice(["", "\n"]))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _run(rnd: Choice) -> str:
    properties = rnd.choice(["", "", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:lang w:val="ko-KR"/></w:rPr>',
                             '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'])  # fmt: skip
    said = f'<w:t xml:space="preserve">{html.escape(sentence(rnd, 4), quote=False)} </w:t>'
    said = rnd.choice([said, said, said + "<w:br/>", "<w:tab/>" + said, said + '<w:footnoteReference w:id="2"/>'])
    return f"<w:r>{properties}{said}</w:r>"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def docx(rnd: Choice) -> bytes:
    """A package with runs, hyperlinks, bookmarks, fields, tables and a header."""

    def paragraph() -> str:
        parts = [_run(rnd) for _ in range(rnd.randint(0, 4))]
        for i, part in enumerate(parts):
            link, change = f'<w:hyperlink w:anchor="a">{part}</w:hyperlink>', f'<w:ins w:id="1">{part}</w:ins>'
            field = f"{_mark('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{_mark('separate')}{part}{_mark('end')}"
            parts[i] = rnd.choice([part] * 6 + [link, f'<w:proofErr w:type="x"/>{part}', change, field])
        return "<w:p>" + rnd.choice(["", '<w:pPr><w:pStyle w:val="1"/></w:pPr>']) + "".join(parts) + "</w:p>"

    body = "".join(paragraph() for _ in range(rnd.randint(0, 5)))
    if rnd.random() < 0.3:
        body += f"<w:tbl><w:tr><w:tc>{paragraph()}</w:tc></w:tr></w:tbl>"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<?xml version="1.0"?>\n<w:document {_W}><w:body>{body}</w:body></w:document>',
        "word/header1.xml": f"<w:hdr {_W}>{paragraph()}</w:hdr>",
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content)
    return data.getvalue()


MAKERS: dict[str, Callable[[Choice], bytes]] = {
    "csv": csv_file, "docx": docx, "html": html_page, "json": json_file, "markdown": markdown, "po": po_file,
    "srt": srt, "text": text, "webvtt": webvtt, "xliff": xliff,
}  # fmt: skip


def make(name: str, rnd: Choice | None = None) -> bytes:
    """A random document of a format."""
    return MAKERS[name](rnd or random.Random(0))
