"""The names and options of all commands, and which function each runs."""

from __future__ import annotations

import argparse
import sys
import traceback
from datetime import date
from pathlib import Path

from bot.exits import Exit, Stop
from bot.settings import Places, SettingsError, places, settings

DEFAULT_PORT = 8765
"""Where the sandbox's page is served."""
_EXITS = """exit codes: 0 fine; 1 errors in the data (check, build); 2 wrong usage; 65 errors in the data at run;
69 unavailable; 70 a fault of ours; 77 token refused; 78 configuration"""


def dispatch(arguments: list[str]) -> int:
    """Run one command line and give its exit code; whatever is wrong is said in one sentence."""
    options = _parser().parse_args(arguments)
    try:
        return int(_command(options))
    except Stop as stop:
        # It may repeat what a library says, and that an address.
        print(f"dossier: {_safe(str(stop))}", file=sys.stderr)
        return int(stop.code)
    except SettingsError as error:
        print(f"dossier: {error}", file=sys.stderr)
        return int(Exit.CONFIGURATION)
    except BrokenPipeError:
        sys.stderr.close()
        return int(Exit.OK)
    except Exception:  # noqa: BLE001 - the end of the ladder: else a fault of ours would end like errors in the data
        print(_safe(traceback.format_exc()), end="", file=sys.stderr)
        print("dossier: this is a fault of ours: please report it with the lines above", file=sys.stderr)
        return int(Exit.SOFTWARE)


def _safe(text: str) -> str:
    """The text without secrets."""
    from bot.logs import redacted  # noqa: PLC0415 - only where something went wrong

    return redacted(text)


def _command(options: argparse.Namespace) -> Exit:
    name = options.command
    if name in ("run", "sandbox", "start"):
        return _serve(options)
    if name == "health":
        from bot.cli import health  # noqa: PLC0415 - each command imports only what it needs

        return health.check(options.port)
    if name == "doctor":
        from bot.cli import doctor  # noqa: PLC0415 - each command imports only what it needs

        return doctor.doctor(settings())
    where = places()
    if name in ("check", "prove", "format", "build"):
        return _curate(options, where)
    if name in ("document", "read"):
        return _draft(options, where)
    if name == "documents":
        return _import(options, where)
    if name == "diff":
        return _diff(options)
    return _look_up(options, where)


def _serve(options: argparse.Namespace) -> Exit:
    from bot.cli import serving  # noqa: PLC0415 - each command imports only what it needs

    if options.command == "sandbox":
        return serving.sandbox(places(), options.port)
    found = settings()
    if options.command == "start" and found.secret() is None:
        return serving.sandbox(places(), DEFAULT_PORT)
    return serving.run(found)


def _curate(options: argparse.Namespace, where: Places) -> Exit:
    from bot.cli import curating  # noqa: PLC0415 - each command imports only what it needs

    seeds = where.seeds_dir
    if options.command == "check":
        return curating.check(seeds, options.documents, as_json=options.json)
    if options.command == "prove":
        return curating.prove(seeds, options.documents)
    if options.command == "format":
        return curating.format_seeds(seeds)
    return curating.build(seeds, where.edition_file)


def _draft(options: argparse.Namespace, where: Places) -> Exit:
    from bot.cli import drafting, lookups  # noqa: PLC0415 - each command imports only what it needs

    seeds, today = where.seeds_dir, lookups.today_of(None)
    if options.command == "document":
        copy = drafting.Copy(options.id, options.file, options.mark)
        return drafting.add_document(seeds, copy, today, as_json=options.json)
    if options.left:
        return drafting.unread_claims(seeds, as_json=options.json)
    on = options.on or today
    if on > today:
        raise Stop(Exit.USAGE, f"--on: {on.isoformat()} is still to come")
    return drafting.read_claims(seeds, options.claims, options.all, options.reader, on)


def _diff(options: argparse.Namespace) -> Exit:
    from bot.cli import differing, lookups  # noqa: PLC0415 - each command imports only what it needs

    today = lookups.today_of(options.today)
    return differing.diff(options.old, options.new, today, as_json=options.json)


def _import(options: argparse.Namespace, where: Places) -> Exit:
    from bot.cli import importing  # noqa: PLC0415 - each command imports only what it needs
    from bot.cli.serving import edition_for_serving  # noqa: PLC0415 - the same

    edition = edition_for_serving(where)
    document = options.document
    return importing.import_copy(edition, options.file, where.documents_dir, document, as_json=options.json)


def _look_up(options: argparse.Namespace, where: Places) -> Exit:
    from bot.cli import lookups  # noqa: PLC0415 - each command imports only what it needs
    from bot.cli.serving import edition_for_serving  # noqa: PLC0415 - the same
    from bot.desk import EVERYTHING, Desk  # noqa: PLC0415 - the same

    today = lookups.today_of(getattr(options, "today", None))
    span = EVERYTHING
    if options.command == "timeline":
        span = lookups.span_of(options.start, options.end, options.kind)
    edition = edition_for_serving(where)
    if options.command == "brief":
        from bot.cli import briefs  # noqa: PLC0415 - the same

        return briefs.briefs(edition, options.date, options.days, options.topic, as_json=options.json)
    if options.command == "list":
        return lookups.listing(edition, options.kind, as_json=options.json)
    desk = Desk(edition, lambda: today)
    if options.command == "sources":
        return lookups.sources(desk, as_json=options.json)
    terms = lookups.terms_of(options.terms)
    if options.command == "resolve":
        return lookups.resolve(desk, terms, as_json=options.json, explain=options.explain)
    if options.command == "timeline" and options.export:
        return lookups.export(desk, terms, span, options.export)
    party = getattr(options, "party", None)
    return lookups.look_up(desk, options.command, terms, span, party, as_json=options.json)


def _parser() -> argparse.ArgumentParser:
    from knowledge.answers.timeline import KINDS  # noqa: PLC0415 - pydantic is slow to import
    from knowledge.curation.seeds import ENTITY_FILES  # noqa: PLC0415 - the same

    parser = argparse.ArgumentParser(
        prog="dossier",
        description="What our documents say, who says it, and as of when.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="serve Discord (needs a token)")
    sandbox = commands.add_parser("sandbox", help="try the bot on this machine, without Discord")
    sandbox.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, metavar="N", help="port of the page (default %(default)s)"
    )
    commands.add_parser("start", help="run when a token is set, else sandbox")
    health = commands.add_parser("health", help="ask the bot on this machine whether it lives")
    health.add_argument("--port", type=_port, metavar="N", help="where it serves DOSSIER_HTTP_PORT")
    commands.add_parser("doctor", help="look at everything the bot needs, a line each with its fix")
    commands.add_parser("build", help="check the seeds and build the edition")
    check = commands.add_parser("check", help="check the seeds")
    check.add_argument("--documents", type=_folder, metavar="DIR", help="also against DIR/<id>.txt")
    check.add_argument("--json", action="store_true", help="one JSON object")
    prove = commands.add_parser("prove", help="check against the documents and write receipts")
    prove.add_argument("--documents", type=_folder, required=True, metavar="DIR", help="holds <id>.txt")
    commands.add_parser("format", help="write the seeds in their canonical form")
    _add_drafting(commands)
    _add_importing(commands)
    listing = commands.add_parser("list", help="every entry")
    listing.add_argument("--kind", choices=sorted(ENTITY_FILES.values()), help="only this kind")
    sources = commands.add_parser("sources", help="the documents")
    diff = commands.add_parser("diff", help="what changes between two editions")
    diff.add_argument("old", type=Path, metavar="OLD", help="an edition file or a folder of seeds")
    diff.add_argument("new", type=Path, metavar="NEW", help="the same, of the newer one")
    diff.add_argument("--today", metavar="YYYY-MM-DD", help="the reader's day")
    diff.add_argument("--json", action="store_true", help="one JSON object")
    resolve = commands.add_parser("resolve", help="what a term means")
    resolve.add_argument("--explain", action="store_true", help="say why")
    entity = commands.add_parser("entity", help="what the documents say about something")
    treaty = commands.add_parser("treaty", help="where a treaty stands")
    timeline = commands.add_parser("timeline", help="what happened when")
    timeline.add_argument("--from", dest="start", metavar="DATE", help="first year or EDTF date")
    timeline.add_argument("--to", dest="end", metavar="DATE", help="last year or EDTF date")
    timeline.add_argument("--kind", choices=KINDS, help="only statements of this kind")
    timeline.add_argument("--export", choices=("csv", "ical"), help="write a file to standard output instead")
    positions = commands.add_parser("positions", help="who says what on a topic")
    positions.add_argument("--party", metavar="NAME", help="only this party")
    compare = commands.add_parser("compare", help="a topic in each document side by side")
    search = commands.add_parser("search", help="free words over the statements")
    brief = commands.add_parser("brief", help="the daily brief of a date, as a new channel would get it")
    brief.add_argument("--date", type=_day, required=True, metavar="YYYY-MM-DD", help="the first date")
    brief.add_argument(
        "--days", type=_days, default=1, metavar="N", help="how many days in a row (default 1)"
    )
    brief.add_argument(
        "--topic", action="append", default=[], metavar="TERM", help="only stories on it; may be repeated"
    )
    look_ups = (entity, treaty, timeline, positions, compare, search)
    for command in (brief, listing, sources, resolve, *look_ups):
        command.add_argument("--json", action="store_true", help="one JSON line each")
    for command in (resolve, *look_ups):
        many = "*" if command is timeline else "+"
        command.add_argument("terms", nargs=many, metavar="TERM", help="a term; - reads one a line")
        command.add_argument("--today", metavar="YYYY-MM-DD", help="the reader's day")
    return parser


def _add_drafting(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands that write for a curator: a new document, second readings."""
    document = commands.add_parser("document", help="for curators: add a new document to the seeds")
    add = document.add_subparsers(dest="what", required=True, metavar="WHAT").add_parser(
        "add", help="draft its folder from a text copy"
    )
    add.add_argument("id", type=_slug, metavar="ID", help="its id, like eaf")
    add.add_argument("file", type=_file, metavar="FILE", help="the text, UTF-8, a paragraph a line")
    add.add_argument(
        "--mark", type=_mark, action="append", default=[], metavar="LINE=WHAT",
        help="say what a line is: body, nothing, or a part such as title",
    )  # fmt: skip
    add.add_argument("--json", action="store_true", help="one JSON object")
    read = commands.add_parser("read", help="record that a second person read claims, or list the unread")
    read.add_argument("claims", nargs="*", metavar="CLAIM", help="the id of a claim that was read")
    read.add_argument(
        "--all", action="append", default=[], metavar="DOCUMENT", help="all claims of a document"
    )
    read.add_argument("--reader", metavar="NAME", help="who read them: not the one who wrote them")
    read.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day of the reading (default today)")
    read.add_argument("--left", action="store_true", help="list the claims without a second reading")
    read.add_argument("--json", action="store_true", help="with --left: one JSON line each")


def _add_importing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command that takes in a reader's own copy."""
    documents = commands.add_parser(
        "documents", help="your own copies of the documents, to read passages from; changes no seeds"
    )
    take = documents.add_subparsers(dest="what", required=True, metavar="WHAT").add_parser(
        "import",
        help="match a copy paragraph by paragraph and keep it in DOSSIER_DOCUMENTS_DIR",
        description="Match your own copy of a document that is in the base against what was checked, say what is "
        "missing, and keep the matching paragraphs in DOSSIER_DOCUMENTS_DIR. To add a new document to the base, "
        "use dossier document add.",
    )
    take.add_argument("file", type=_file, metavar="FILE", help="your copy, as text in UTF-8")
    take.add_argument("--as", dest="document", metavar="ID", help="which document it is (default: find out)")
    take.add_argument("--json", action="store_true", help="one JSON object")


def _slug(text: str) -> str:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - pydantic is slow to import

    from knowledge.curation.schema import Slug  # noqa: PLC0415 - the same

    try:
        return TypeAdapter[str](Slug).validate_python(text)
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise argparse.ArgumentTypeError(f"{text!r}: {said}") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-22") from None


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 3660:  # noqa: PLR2004 - ten years
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days: from 1 to 3660")
    return int(text)


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text!r} is no file")
    return path


def _mark(text: str) -> tuple[int, str]:
    line, _, what = text.partition("=")
    if not (line.isascii() and line.isdigit()) or not what:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no mark: write the line's number and what it is, like 3=title"
        )
    return int(line), what


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 <= int(text) <= 65535:  # noqa: PLR2004 - the range of ports
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
    return int(text)


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is no folder")
    return path
