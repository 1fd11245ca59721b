"""Single English words of ours among Indonesian ones: those that our English has and our Indonesian has not."""

import re
from collections.abc import Iterable
from pathlib import Path

from notifier.catalogue.loader import Catalogue
from notifier.config.paths import resources
from notifier.sources.outside_sources import told_sources
from notifier.words import po

PO = resources() / "i18n" / "id.po"
OF_OTHERS = r"“[^”]*”|\S*/\S*|[\w-]+(?:\.[\w-]+)+|\bEnglish\b"
"""What others said, addresses, and what a language calls itself."""


def words_of(texts: Iterable[str]) -> set[str]:
    """Give the words of texts, small, without what is filled in."""
    plain = (re.sub(r"\{\w*\}", " ", each.replace("&", "")) for each in texts)
    return {word.casefold() for each in plain for word in re.findall(r"[^\W\d_]{3,}", each)}


def of_others() -> re.Pattern[str]:
    """Give what finds words that are not ours: quoted ones, addresses, the names of sources and apps."""
    catalogue = Catalogue(resources() / "catalogue", Path("nowhere"))
    names = {source.name for source in told_sources()} | {each.name for each in catalogue.all()}
    names |= {each.owner for each in catalogue.all()}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join([OF_OTHERS, *(rf"\b{re.escape(each)}\b" for each in longest_first)]))


def english_only() -> set[str]:
    """Give the words that only our English has."""
    told = po.read(PO)
    sources = [key.rpartition(po.CONTEXT)[2] for key in (*told.single, *told.forms)]
    ours = [*told.single.values(), *(each for said in told.forms.values() for each in said)]
    return words_of(sources) - words_of(ours)
