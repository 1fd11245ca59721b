"""Arbitrary bytes for every parser: the first byte chooses one, the rest is what comes.

`make fuzz` runs this under Atheris, which follows the branches that an input takes and keeps what finds new ones; the
smallest are in `corpus.txt` beside this file, a line of base64 each, and are read again with every `make test`.
Without Atheris (`--plain SECONDS`) inputs are bent by chance alone. A parser may give a value or its own refusal;
any other exception is a find.
"""

import base64
import importlib
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from notifier.catalogue import minisign
from notifier.catalogue.bundle import read_bundle
from notifier.catalogue.schema import read_service
from notifier.config import salvage
from notifier.config.document import rewritten
from notifier.config.migrations import migrated
from notifier.core.editions import Edition
from notifier.core.failure import UserError
from notifier.core.targets import PageTarget
from notifier.exchange.reading import read_list
from notifier.probes import kinds, target_of
from notifier.simulation import scenario
from notifier.sources import name_server
from notifier.sources.client import date_ahead_s, retry_after_s
from notifier.sources.look import look_of
from notifier.sources.machines import messages
from notifier.sources.machines.pairing import read_code
from notifier.sources.news import NewsQuestion, news_sources
from notifier.sources.outside.contract import Asked, OutsideReply, Question, SourceUnreadable, Told
from notifier.sources.pages import front_page
from notifier.sources.pages.feeds import feed_of
from notifier.sources.pages.markup import pieces
from notifier.sources.pages.parsing import plain
from notifier.sources.pages.provider import PageBody, PageUnreadable
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.regions import RegionQuestion, RegionSource, region_sources
from notifier.sources.remote import RemoteCheck, Try
from notifier.sources.reports import ReportQuestion, report_sources
from tests.sources.pages.providers.examples import NOW

Parser = Callable[[bytes], object]
CORPUS: Final = Path(__file__).parent / "corpus.txt"
EXAMPLES: Final = Path(__file__).parents[1] / "sources" / "pages" / "providers" / "data"
PIECES: Final = (b"[", b"{", b"]", b"}", b'"', b"null", b"-1", b"1e400", b"\\ud800", b"<", b"&")
REFUSALS: Final = (PageUnreadable, SourceUnreadable, UserError, name_server.GarbageError)
URL: Final = "https://status.example/"
REPORTED: Final = ReportQuestion(("GitHub",), ("#down",), "dev-tools", "ID", NOW)
PUBLISHED: Final = NewsQuestion(("GitHub",), ("@a@b.example",), Edition("id", "ID"))
CHECK: Final = RemoteCheck(Try.WEB, "www.acme.example", 443, text="hello")
ASKED: Final = RegionQuestion(CHECK, ("ID", "MY"), NOW, "ID")


def _page(name: str) -> Parser:
    provider, target = PROVIDERS[name], PageTarget(name, URL, {"expect_text": "fine", "down_text": "broken"})
    url = provider.requests(target)[0].url

    def read(content: bytes) -> None:
        kind = "text/html" if content[:1] == b"<" else "application/json"
        bodies = tuple(PageBody(url, URL, 200, kind, {}, each) for each in content.split(b"\0\0\0\0")[:4])
        with suppress(PageUnreadable):
            provider.follow(target, bodies[:1])
        provider.parse(target, bodies, NOW)

    return read


def _source(asked: Asked[Question, Told], question: Question) -> Parser:
    def read(content: bytes) -> None:
        replies = tuple(OutsideReply(200, {}, each) for each in content.split(b"\0\0\0\0")[:4])
        asked.follow(question, replies)
        asked.parse(question, replies)

    return read


def _outside() -> Iterator[tuple[str, Parser]]:
    for name, reports in report_sources().items():
        yield name, _source(reports, REPORTED)
    for name, news in news_sources().items():
        yield name, _source(news, PUBLISHED)
    for name, region in region_sources().items():
        yield name, _region(region)


def _region(region: RegionSource) -> Parser:
    def read(content: bytes) -> None:
        replies = tuple(OutsideReply(200, {}, each) for each in content.split(b"\0\0\0\0")[:4])
        region.follow(ASKED, replies)
        region.parse(ASKED, replies)

    return read


def _text(work: Callable[[str], object]) -> Parser:
    return lambda content: work(content.decode("utf-8", "replace"))


def _body(work: Callable[[PageBody], object]) -> Parser:
    return lambda content: work(PageBody(URL, URL, 200, "text/html", {}, content))


def _scenario(text: str) -> None:
    scenario.parse(text, "a file", lambda _name: None)


def _settings(text: str) -> None:
    saved = salvage.parse(text)
    settings, _flaws = salvage.settings_of(migrated(saved.document), text)
    rewritten(text, settings)


def _signature(content: bytes) -> None:
    signature, _zero, key = content.partition(b"\0\0")
    minisign.verify(b"a catalogue", signature, minisign.public_key(key.decode("utf-8", "replace")))


def _name_server(content: bytes) -> None:
    question = name_server.question(1, "www.acme.example", 1)
    packet = question[:2] + b"\x81\x80\0\1" + content[:6].ljust(6, b"\0") + question[12:] + content[6:]
    if name_server.is_answer(question, packet):
        name_server.is_cut(packet)
        name_server.told(question, packet, 1)


def _head(text: str) -> None:
    headers = dict.fromkeys(("retry-after", "date", "age"), text.strip())
    retry_after_s(headers, NOW)
    date_ahead_s(headers, NOW)


PARSERS: Final[dict[str, Parser]] = {
    **{f"page {name}": _page(name) for name in sorted(PROVIDERS)},
    **{f"source {name}": parser for name, parser in sorted(_outside())},
    "markup": _text(lambda text: list(pieces(text))),
    "plain text": _text(plain),
    "front page": _body(lambda body: (front_page.status_links(body), front_page.feed_links(body))),
    "feed": _body(feed_of),
    "look": lambda content: look_of(content, URL),
    "list to import": read_list,
    "catalogue": read_bundle,
    "question of a machine": lambda content: messages.opened(b"k" * 32, messages.Question, content),
    "answer of a machine": lambda content: messages.opened(b"k" * 32, messages.Answer, content),
    "code of a machine": _text(read_code),
    "answer of a name server": _name_server,
    "signature": _signature,
    "times in a head": _text(_head),
    "address that is typed": _text(target_of),
    "service of one's own": lambda content: read_service(content, "a.toml", own=True),
    "settings": _text(_settings),
    "scenario": _text(_scenario),
}
NAMES: Final = list(PARSERS)


def one_input(data: bytes) -> None:
    """Have one parser read it; anything but a value or a refusal is raised."""
    if not data:
        return
    with suppress(*REFUSALS):
        PARSERS[NAMES[data[0] % len(NAMES)]](data[1:])


def kept() -> list[bytes]:
    """Give the kept inputs: the name of a parser and what it was given."""
    found = []
    for line in CORPUS.read_text(encoding="ascii").splitlines():
        name, _, packed = line.partition("\t")
        if name in NAMES:
            found.append(bytes([NAMES.index(name)]) + base64.b64decode(packed))
    return found


def seeds() -> list[bytes]:
    """Give the kept inputs, and the examples of pages before the parsers that they are for."""
    found = kept()
    for folder in sorted(EXAMPLES.iterdir()):
        places = [number for number, name in enumerate(NAMES) if name == f"page {folder.name}"]
        for file in sorted(folder.glob("*")):
            if places and file.suffix != ".toml" and file.stat().st_size < 20_000:
                found.append(bytes(places[:1]) + file.read_bytes())
    return found


def bent(seed: bytes, others: list[bytes], luck: random.Random) -> bytes:
    """Change an input a little."""
    data = bytearray(seed)
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(1, len(data) + 1)
        match luck.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << luck.randrange(8)
            case 1:
                del data[at : at + luck.randint(1, 40)]
            case 2:
                data[at:at] = luck.choice(PIECES)
            case 3:
                data[at:at] = luck.choice(others)[1:][: luck.randint(1, 200)]
            case 4:
                data[at : at + 8] = data[at : at + 8] * luck.randint(2, 50)
            case 5:
                data[0] = luck.randrange(256)
            case _:
                data[at:at] = luck.randbytes(luck.randint(1, 8))
    return bytes(data)


def by_chance(seconds: float) -> None:
    """Bend the seeds for so long, and print what came of it."""
    luck, known = random.Random(), seeds()
    begun_s, slowest, tries, finds = time.monotonic(), (0.0, b""), 0, list[bytes]()
    while time.monotonic() - begun_s < seconds:
        data, cpu_s = bent(luck.choice(known), known, luck), time.thread_time()
        try:
            one_input(data)
        except Exception as error:
            finds.append(data)
            print(NAMES[data[0] % len(NAMES)], repr(error)[:200], flush=True)
        slowest = max(slowest, (time.thread_time() - cpu_s, data))
        tries += 1
    minutes = (time.monotonic() - begun_s) / 60.0
    name = NAMES[slowest[1][0] % len(NAMES)]
    print(f"{tries} inputs, {tries / minutes:.0f} a minute; {len(finds)} finds; slowest {slowest[0]:.3f} s ({name})")
    for number, each in enumerate(finds[:20]):
        Path(f"find-{number}").write_bytes(each)


def slowest(folder: Path) -> None:
    """Print how many inputs of a corpus each parser has, and the one that takes the most processor time."""
    found: dict[str, list[tuple[float, str]]] = {name: [] for name in NAMES}
    for file in sorted(folder.iterdir()):
        if data := file.read_bytes():
            one_input(data)  # what is imported late is not counted
            cpu_s = time.thread_time()
            one_input(data)
            found[NAMES[data[0] % len(NAMES)]].append((time.thread_time() - cpu_s, file.name))
    for name, took in sorted(found.items(), key=lambda each: max(each[1], default=(0.0, ""))):
        cpu_s, file_name = max(took, default=(0.0, ""))
        print(f"{name:30}{len(took):7} inputs, the slowest {cpu_s * 1000:8.2f} ms  {file_name}")


def main() -> None:
    """Run as a program."""
    if sys.argv[1:2] == ["--plain"]:
        by_chance(float(sys.argv[2]))
        return
    if sys.argv[1:2] == ["--slowest"]:
        slowest(Path(sys.argv[2]))
        return
    atheris: Any = importlib.import_module("atheris")  # nobody needs it but this

    kinds()
    atheris.instrument_all()
    folder = Path(sys.argv[-1])
    for number, each in enumerate(seeds() if folder.is_dir() and not any(folder.iterdir()) else ()):
        (folder / f"seed-{number}").write_bytes(each)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
