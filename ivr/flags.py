"""What can be written behind each command; `ivr.commands` has the commands."""

import argparse
from pathlib import Path


def _telephone(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keys", help="press these by script, such as '2,1,*'; --keys=- is silence"
    )
    parser.add_argument("--speak", action="store_true", help="speak aloud through espeak-ng")
    parser.add_argument(
        "--to", default="+12025550199", help="the number that is dialled (default: the demo's)"
    )


def demo(parser: argparse.ArgumentParser) -> None:
    _telephone(parser)
    parser.add_argument("--serve", action="store_true", help="only serve; call with `ivr call`")


def ring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", nargs="?", metavar="URL", help="of the line; default HOST and PORT")
    _telephone(parser)
    parser.add_argument(
        "--from", dest="from_", default="+12025550100", help="the number that calls"
    )
    parser.add_argument(
        "--region",
        default="",
        help="where that number is from, as the carrier reports it: 'CITY,STATE,ZIP,COUNTRY'",
    )
    parser.add_argument(
        "--fallback",
        default="",
        metavar="URL_OR_FILE",
        help="what the carrier runs where the line fails (default: IVR_FALLBACK_URL)",
    )


def serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--processes", type=int, default=1, help="web processes (default 1)")
    parser.add_argument(
        "--access-log", action="store_true", help="log each request, without numbers"
    )


def refresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--accept",
        action="store_true",
        help="take a list that has shrunk by more than 30 %%, or a rota that lost half",
    )
    json(parser)


def fallback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="NUMBER", help="only in the languages of this [[number]]")


def privacy(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", metavar="audit|hold", required=True)
    what = "delete nothing at the carrier until further notice: see docs/privacy.md first"
    held = tasks.add_parser("hold", help=what, description=what)
    held.add_argument("--end", action="store_true", help="go on deleting, and what has waited")
    what = "look for callers' numbers everywhere"
    audit = tasks.add_parser("audit", help=what, description=what)
    audit.add_argument("logs", nargs="*", metavar="LOGFILE", type=Path, help="look there, too")
    audit.add_argument("--offline", action="store_true", help="do not ask the carrier")
    json(audit)


def json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for a program to read")


def setup(parser: argparse.ArgumentParser) -> None:
    from ivr.setup.command import options

    options(parser)


def costs(parser: argparse.ArgumentParser) -> None:
    from ivr.costcommands import options

    options(parser)


def blocks(parser: argparse.ArgumentParser) -> None:
    from ivr.blockcommands import options

    options(parser)


def operators(parser: argparse.ArgumentParser) -> None:
    from ivr.operatoroptions import options

    options(parser)


def leaders(parser: argparse.ArgumentParser) -> None:
    from ivr.leaderoptions import options

    options(parser)


def rota(parser: argparse.ArgumentParser) -> None:
    from ivr.rotacommands import options

    options(parser)


def backup(parser: argparse.ArgumentParser) -> None:
    from ivr.backup.commands import backup_options

    backup_options(parser)


def restore(parser: argparse.ArgumentParser) -> None:
    from ivr.backup.commands import restore_options

    restore_options(parser)


def prompts(parser: argparse.ArgumentParser) -> None:
    from ivr.promptoptions import options

    options(parser)
