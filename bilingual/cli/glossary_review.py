"""`bilingual glossary approve | deprecate | forbid`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bilingual.cli.glossary_options import EditedGlossary, Field, Source, Target, editing, say
from bilingual.errors import GlossaryError
from bilingual.glossary.edit import folded, with_preferred, with_term
from bilingual.glossary.store import Store
from bilingual.model import Concept, ReviewState

app = typer.Typer()

Form = Annotated[str, typer.Argument(help="The form: a term of either language.")]
Entry = Annotated[
    str | None, typer.Option("--entry", help="The entry it belongs to (id or term); needed for a form that is new.")
]
Instead = Annotated[str | None, typer.Option("--instead", help="The new preferred term, when the form was preferred.")]


@app.command()
def approve(
    entries: Annotated[list[str] | None, typer.Argument(help="The entries: their ids, or one of their terms.")] = None,
    *,
    glossary: EditedGlossary = None,
    field: Field = None,
    everything: Annotated[bool, typer.Option("--all", help="All proposed entries (of --field).")] = False,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Approve proposed entries, so that translation uses them."""
    store = editing(glossary, source, target)
    if everything == bool(entries):
        raise GlossaryError("say which entries to approve, or --all")
    if everything:
        wanted = [(f, c) for f, c in store if field is None or c.subject_field == field]
    else:
        wanted = [store.one(entry, field) for entry in dict.fromkeys(entries or ())]
    proposed = [(f, c) for f, c in wanted if c.review is ReviewState.PROPOSED]
    for file, concept in proposed:
        if concept.preferred(target) is None:
            raise GlossaryError("has no translation yet; give it one with: bilingual glossary edit", field=concept.id)
        file.put(replace(concept, review=ReviewState.APPROVED))
    store.save()
    before = len(wanted) - len(proposed)
    say(f"approved {len(proposed)}" + (f"; {before} were approved already" if before else ""))


@app.command()
def deprecate(
    form: Form,
    *,
    glossary: EditedGlossary = None,
    entry: Entry = None,
    instead: Instead = None,
    field: Field = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Mark a form as outdated: it is still recognised and reported, and never written."""
    _demote(editing(glossary, source, target), form, "deprecated", entry=entry, instead=instead, field=field)


@app.command()
def forbid(
    form: Form,
    *,
    glossary: EditedGlossary = None,
    entry: Entry = None,
    instead: Instead = None,
    field: Field = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Mark a form as forbidden: a translation that has it is a finding."""
    _demote(editing(glossary, source, target), form, "forbidden", entry=entry, instead=instead, field=field)


def _demote(store: Store, form: str, kind: str, *, entry: str | None, instead: str | None, field: str | None) -> None:
    file, concept = store.one(entry or form, field)
    lang, text = _form_of(concept, form, store)
    preferred = concept.preferred(lang)
    if preferred and preferred.text == text:
        if not instead:
            raise GlossaryError(
                f"{text!r} is the preferred term of {concept.id}; name its successor with --instead TERM"
            )
        changed = with_preferred(concept, instead, lang, store.langs, keep=kind)
        other = store.clash(changed, besides=concept.id)
        if other:
            raise GlossaryError(f"{instead!r} has an entry already, at {other.origin}; remove one of the two first")
    else:
        changed = with_term(concept, text, lang, kind, store.langs)
    file.put(changed, replaces=concept.id)
    file.save()
    say(f"{text!r} is {kind} in {changed.id} ({file.path})")


def _form_of(concept: Concept, form: str, store: Store) -> tuple[str, str]:
    """Language and text of a form; one that the entry lacks goes by its script."""
    known = next((t for t in concept.terms if folded(t.text) == folded(form)), None)
    if known:
        return known.lang, known.text
    korean = any("가" <= char <= "힣" for char in form)
    lang = "ko" if korean and "ko" in store.langs else next(code for code in reversed(store.langs) if code != "ko")
    return lang, form.strip()
