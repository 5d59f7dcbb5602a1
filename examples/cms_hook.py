"""A CMS hook: an article comes in as JSON, its English comes back as JSON with the same fields.

    echo '{"id": 7, "title": "부산시 특구 지정", "body": "<p>특구가 됐다.</p>"}' | python examples/cms_hook.py

In a web server, make the `Hook` once when a worker starts: it is thread-safe, and only loading the model is slow.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bilingual import Translator
from bilingual.formats.document.base import get

FIELDS = ("title", "subtitle", "body", "images.*.caption")


class Hook:
    """Translates articles as the CMS sends them; fields that are not in FIELDS, and all markup, stay as they are."""

    def __init__(self) -> None:
        self.translator = Translator("ko", "en")
        self.format = get("json", fields=FIELDS)

    def __call__(self, article: dict[str, Any]) -> dict[str, Any]:
        """The article in English, with what an editor should look at."""
        document = self.format.read(json.dumps(article, ensure_ascii=False).encode(), str(article.get("id", "-")))
        filled, done = self.translator.translate_document(document)
        unmet = [outcome.constraint.match.surface for outcome in done.constraints if outcome.span is None]
        translated: dict[str, Any] = json.loads(filled)
        return translated | {"lang": "en", "signature": done.signature, "terms_to_check": unmet}


if __name__ == "__main__":
    print(json.dumps(Hook()(json.load(sys.stdin)), ensure_ascii=False, indent=2))
