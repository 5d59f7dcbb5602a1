"""`bilingual glossary new | add | edit | remove`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bilingual.cli.glossary_options import EditedGlossary, Field, Source, Target, editing, say
from bilingual.errors import GlossaryError, OutputError
from bilingual.glossary.edit import new_concept, with_context, with_grammar, with_preferred, with_term, without_term
from bilingual.glossary.po_file import new_po
from bilingual.glossary.store import Store
from bilingual.model import Concept, PartOfSpeech, ReviewState

app = typer.Typer()

Forms = Annotated[
    list[str] | None,
    typer.Option(
        "--term",
        metavar="LANG-KIND=TEXT",
        help="A further form, e.g. en-acronym=SMR, ko-variant=소형모듈원전, en-forbidden='power chip'; repeatable. "
        "Kinds: admitted, variant, acronym, deprecated, forbidden.",
    ),
]
Definition = Annotated[str | None, typer.Option(help="Definition.")]
Note = Annotated[str | None, typer.Option(help="Editor's note.")]
Context = Annotated[str | None, typer.Option(help="A sentence that shows the term.")]
Authority = Annotated[str | None, typer.Option("--source", help="Where the term comes from.")]
Cues = Annotated[
    list[str] | None, typer.Option("--cue", help="A word near which this sense is meant; repeatable.", metavar="WORD")
]
Suffixes = Annotated[
    list[str] | None, typer.Option("--suffix", help="Korean suffix that keeps the term (화, 형 …); repeatable.")
]
Part = Annotated[PartOfSpeech | None, typer.Option("--pos", help="Part of speech.")]
Exact = Annotated[bool | None, typer.Option("--case-sensitive/--any-case", help="Whether case tells words apart.")]
Compounds = Annotated[bool | None, typer.Option("--compounds/--no-compounds", help="Whether it may head a compound.")]
Verbatim = Annotated[bool | None, typer.Option("--do-not-translate/--translate", help="Copy the source form.")]


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="The PO file to start.")],
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Start an empty glossary file."""
    if path.exists():
        raise OutputError("exists already; choose another name", path=path)
    if path.suffix != ".po":
        raise OutputError("has another ending; a glossary file ends in .po", path=path)
    new_po(path, source_lang=source, target_lang=target).save()
    say(f"started {path}; add the first entry with: bilingual glossary add TERM TRANSLATION -g {path}")


@app.command()
def add(
    term: Annotated[str | None, typer.Argument(help="Source term; asked for when left out.")] = None,
    translation: Annotated[str | None, typer.Argument(help="Target term; asked for when left out.")] = None,
    *,
    glossary: EditedGlossary = None,
    field: Annotated[str, typer.Option("--field", help="Subject field.")] = "",
    sense: Annotated[str, typer.Option("--sense", help="Sense, for a homonym within the field.")] = "",
    term_forms: Forms = None,
    definition: Definition = None,
    note: Note = None,
    context: Context = None,
    authority: Authority = None,
    cue: Cues = None,
    suffix: Suffixes = None,
    part: Part = None,
    exact: Exact = None,
    compounds: Compounds = None,
    verbatim: Verbatim = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="To be approved later.")] = False,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Add an entry, in its sorted place."""
    store = editing(glossary, source, target)
    term = term or _ask(f"{source} term")
    translation = translation or (term if verbatim else _ask(f"{target} term"))
    review = ReviewState.PROPOSED if proposed else ReviewState.APPROVED
    made = new_concept(term, translation, langs=store.langs, subject_field=field, sense=sense, review=review)
    made = _with_texts(
        made, definition=definition, note=note, context=context, authority=authority, cues=cue, verbatim=verbatim
    )
    made = with_grammar(
        made, source_lang=source, part_of_speech=part, case_sensitive=exact, compounds=compounds, suffixes=suffix
    )
    made = _with_forms(made, term_forms, store)
    other = store.clash(made)
    if other:
        raise GlossaryError(
            f"{term!r} has an entry already, at {other.origin}; change it with: bilingual glossary edit {other.id!r}, "
            "or tell the senses apart with --sense"
        )
    file = store.home(made.subject_field)
    file.put(made)
    file.save()
    say(f"added {made.id} to {file.path}")


@app.command()
def edit(
    entry: Annotated[str, typer.Argument(help="The entry: its id, or one of its terms.")],
    *,
    glossary: EditedGlossary = None,
    field: Field = None,
    new_source: Annotated[str | None, typer.Option("--set-source", help="New preferred source term.")] = None,
    new_target: Annotated[str | None, typer.Option("--set-target", help="New preferred target term.")] = None,
    new_field: Annotated[str | None, typer.Option("--set-field", help="New subject field.")] = None,
    new_sense: Annotated[str | None, typer.Option("--set-sense", help="New sense.")] = None,
    term_forms: Forms = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="LANG=TEXT", help="Drop a further form; repeatable.")
    ] = None,
    definition: Definition = None,
    note: Note = None,
    context: Context = None,
    authority: Authority = None,
    cue: Cues = None,
    suffix: Suffixes = None,
    part: Part = None,
    exact: Exact = None,
    compounds: Compounds = None,
    verbatim: Verbatim = None,
    interactive: Annotated[bool, typer.Option("-i", "--interactive", help="Ask for each field.")] = False,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Change an entry; an empty text ('') takes a field away, lists (cues, suffixes) are replaced."""
    store = editing(glossary, source, target)
    file, old = store.one(entry, field)
    made = _interview(old, store) if interactive else old
    for text, lang in ((new_source, source), (new_target, target)):
        if text is not None:
            made = with_preferred(made, text, lang, store.langs)
    if new_field is not None or new_sense is not None:
        subject_field = old.subject_field if new_field is None else new_field
        made = with_context(made, subject_field, old.sense if new_sense is None else new_sense)
    made = _with_texts(
        made, definition=definition, note=note, context=context, authority=authority, cues=cue, verbatim=verbatim
    )
    made = with_grammar(
        made, source_lang=source, part_of_speech=part, case_sensitive=exact, compounds=compounds, suffixes=suffix
    )
    for given in drop or ():
        lang, _, text = given.partition("=")
        made = without_term(made, text, lang)
    made = _with_forms(made, term_forms, store)
    if made == old:
        say(f"{old.id} is unchanged")
        return
    other = store.clash(made, besides=old.id)
    if other:
        raise GlossaryError(f"{made.terms[0].text!r} has an entry of that field and sense already, at {other.origin}")
    file.put(made, replaces=old.id)
    file.save()
    say(f"changed {made.id} in {file.path}")


@app.command()
def remove(
    entries: Annotated[list[str], typer.Argument(help="The entries: their ids, or one of their terms.")],
    *,
    glossary: EditedGlossary = None,
    field: Field = None,
    source: Source = "ko",
    target: Target = "en",
) -> None:
    """Remove entries; all of them or, when one is not found, none."""
    store = editing(glossary, source, target)
    for file, concept in [store.one(entry, field) for entry in dict.fromkeys(entries)]:
        file.remove(concept.id)
        say(f"removed {concept.id} from {file.path}")
    store.save()


def _with_texts(
    concept: Concept,
    *,
    definition: str | None,
    note: str | None,
    context: str | None,
    authority: str | None,
    cues: list[str] | None,
    verbatim: bool | None,
) -> Concept:
    return replace(
        concept,
        definition=concept.definition if definition is None else definition.strip(),
        note=concept.note if note is None else note.strip(),
        context=concept.context if context is None else context.strip(),
        source=concept.source if authority is None else authority.strip(),
        cues=concept.cues if cues is None else tuple(c.strip() for c in cues if c.strip()),
        do_not_translate=concept.do_not_translate if verbatim is None else verbatim,
    )


def _with_forms(concept: Concept, forms: list[str] | None, store: Store) -> Concept:
    from bilingual.glossary.entry import TERM_KINDS

    for given in forms or ():
        key, _, text = given.partition("=")
        lang, _, kind = key.rpartition("-")
        if lang not in store.langs or kind not in TERM_KINDS or not text.strip():
            expected = (
                f"{store.langs[1]}-acronym=SMR (languages {', '.join(store.langs)}; kinds {', '.join(TERM_KINDS)})"
            )
            raise GlossaryError(f"found {given!r}; expected something like {expected}", field="--term")
        concept = with_term(concept, text, lang, kind, store.langs)
    return concept


def _ask(what: str, default: str | None = None) -> str:
    try:
        return str(typer.prompt(what, default=default, err=True, show_default=bool(default))).strip()
    except typer.Abort:
        raise GlossaryError(f"no {what} was given") from None


def _interview(concept: Concept, store: Store) -> Concept:
    for lang in store.langs:
        term = concept.preferred(lang)
        concept = with_preferred(concept, _ask(f"{lang} term", term.text if term else None), lang, store.langs)
    return replace(
        concept,
        definition=_ask("definition", concept.definition),
        note=_ask("note", concept.note),
        context=_ask("context", concept.context),
        source=_ask("source", concept.source),
    )
