"""`ivr call`: a telephone in the terminal, against any line that runs."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from ivr import overrides
from ivr.phone.call import Call
from ivr.phone.carrier import FROM, TO, Alert, Carrier
from ivr.phone.clock import RealClock, SimulatedClock
from ivr.phone.keyboard import Keyboard
from ivr.phone.printer import Printer
from ivr.phone.script import ScriptError, parse_script
from ivr.phone.transcript import lines
from ivr.phone.voice import NOT_INSTALLED, Voice, find_voice

LINE = "http://127.0.0.1:8000"
FILE = "http://file.invalid"
HELP = "Keys 0-9 * # are the telephone's; h hangs up; \" begins words to speak, Enter ends them."


@dataclass(frozen=True)
class _Options:
    voice_url: str
    status_url: str
    from_: str
    region: str
    to: str
    keys: str | None
    speak: bool
    auth_token: str
    public_url: str | None
    fallback_url: str
    mounts: dict[str, httpx.MockTransport]


def run_call(
    url: str = LINE,
    *,
    from_: str = FROM,
    region: str = "",
    to: str = TO,
    keys: str | None = None,
    speak: bool = False,
    auth_token: str = "",
    public_url: str | None = None,
    fallback: str = "",
) -> int:
    """One call to the line at `url`; what `ivr call [URL]` and the end of `ivr demo` run.

    `url` is the line's base or its voice URL. With `keys` (see `ivr.phone.script`; an empty
    script is a silent caller) time is simulated and the transcript is printed at once; without,
    the terminal is the telephone, in real time. `speak` speaks aloud through espeak-ng, in real
    time also with `keys`. `auth_token` signs as the carrier does (the first of several), over
    `public_url` (IVR_PUBLIC_URL) where the line is known by another address than `url`.

    `region` is whence the carrier takes the caller's number, "CITY,STATE,ZIP,COUNTRY", and
    `fallback` the address, or the file, of the document that it runs where the line fails.

    Returns 0 after a call; 1, with a sentence on stderr, when there was none or it failed;
    2 for a key script that cannot be read.
    """
    try:
        fallback_url, mounts = _fallback(fallback)
    except OSError as error:
        return _complain(
            f"The fallback {fallback} cannot be read ({error.strerror}): give the address or the "
            "file of what `ivr fallback` prints."
        )
    try:
        voice_url = _voice_url(url)
    except ValueError:
        return _complain(
            "That is no address of a line: write it like http://127.0.0.1:8000, or leave it out."
        )
    options = _Options(
        voice_url=voice_url,
        status_url=f"{voice_url.partition('?')[0]}/status",
        from_=from_,
        region=region,
        to=to,
        keys=keys,
        speak=speak,
        auth_token=auth_token.partition(",")[0].strip(),
        public_url=public_url or None,
        fallback_url=fallback_url,
        mounts=mounts,
    )
    if refused := unusable(keys):
        return refused
    try:
        return asyncio.run(_call(options))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return _complain("The call was broken off.")


def unusable(keys: str | None) -> int:
    """0 where a call with these keys can be made, else what `run_call` returns and says of them."""
    if keys is None and not sys.stdin.isatty():
        return _complain(
            "This is no terminal to press keys in: give the keys with --keys, such as"
            ' --keys 2,1 (or --keys "" for a caller who presses none).'
        )
    try:
        parse_script(keys or "")
    except ScriptError as error:
        _complain(str(error))
        return 2
    return 0


async def _call(options: _Options) -> int:
    voice = find_voice() if options.speak else None
    if options.speak and voice is None:
        _complain(NOT_INSTALLED)
    live = options.keys is None or voice is not None
    trusted = httpx.create_ssl_context()  # SSL_CERT_FILE counts here, a proxy for the way out not
    async with httpx.AsyncClient(verify=trusted, trust_env=False, mounts=options.mounts) as client:
        carrier = Carrier(
            client,
            options.voice_url + overrides.NUMBER,
            auth_token=options.auth_token,
            clock=RealClock() if live else SimulatedClock(),
            status_url=options.status_url + overrides.STATUS,
            fallback_url=options.fallback_url,
            public_url=options.public_url,
        )
        call = await (_live(carrier, options, voice) if live else _at_once(carrier, options))
    return _verdict(options.voice_url, call, carrier.alerts)


async def _at_once(carrier: Carrier, options: _Options) -> Call:
    call = carrier.dial(
        from_=options.from_, to=options.to, keys=options.keys, fields=_region(options.region)
    )
    await carrier.run()
    if _answered(call):
        for line in lines(call):
            print(line)  # noqa: T201
    return call


async def _live(carrier: Carrier, options: _Options, voice: Voice | None) -> Call:
    call = carrier.dial(
        from_=options.from_,
        to=options.to,
        keys=options.keys,
        fields=_region(options.region),
        listener=Printer(carrier.clock.now(), sys.stdout, voice),
    )
    running = asyncio.ensure_future(carrier.run())
    hang_up = _hanging_up(call, running)
    with _on_interrupt(hang_up):
        if options.keys is None:
            print(HELP)  # noqa: T201
            with Keyboard(call, hang_up, sys.stdin.fileno(), sys.stdout):
                await running
        else:
            await running
    if voice is not None:
        await voice.finish()
    return call


def _hanging_up(call: Call, running: "asyncio.Future[None]") -> Callable[[], None]:
    """Hangs up; asked again, no longer waits for a line that does not answer."""
    asked: list[bool] = []

    def hang_up() -> None:
        if asked:
            running.cancel()
        asked.append(True)
        call.hang_up()

    return hang_up


@contextmanager
def _on_interrupt(act: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, act)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)


def _verdict(url: str, call: Call, alerts: list[Alert]) -> int:
    """0 for a call that went as the line meant it; else 1 and why."""
    if not _answered(call):
        why = f" {alerts[0].sentence}" if alerts else ""
        return _complain(f"The line at {url} cannot be reached; is it running?{why}")
    if call.webhooks[0].status == 403:
        return _complain(
            f"The line at {url} refused the signature: use the TWILIO_AUTH_TOKEN and the"
            " IVR_PUBLIC_URL that it was started with."
        )
    for alert in alerts:
        _complain(f"The carrier reports {alert.code} for {alert.url}: {alert.sentence}")
    return 1 if call.end_reason == "error" else 0


def _answered(call: Call) -> bool:
    """Whether the line answered at all, or what stands in for it."""
    return any(webhook.status is not None for webhook in call.webhooks)


def _fallback(given: str) -> tuple[str, dict[str, httpx.MockTransport]]:
    """Where the carrier finds it, a file as if it were hosted somewhere. Raises OSError."""
    if not given or given.startswith(("http://", "https://")):
        return given, {}
    document = Path(given).read_bytes()
    headers = {"Content-Type": "text/xml"}
    hosted = httpx.MockTransport(lambda _: httpx.Response(200, content=document, headers=headers))
    return f"{FILE}/fallback", {FILE: hosted}


def _region(text: str) -> dict[str, str]:
    """The fields of a webhook that say where the number is from; what is left out is unknown."""
    names = ("FromCity", "FromState", "FromZip", "FromCountry")
    given = (part.strip() for part in text.split(","))
    return {name: part for name, part in zip(names, given, strict=False) if part}


def _voice_url(url: str) -> str:
    """Raises ValueError."""
    whole = url if "://" in url else f"http://{url}"
    parts = urlsplit(whole)
    return f"{parts.scheme}://{parts.netloc}/voice" if parts.path in ("", "/") else whole


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1
