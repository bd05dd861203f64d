"""This computer's loudspeaker and microphone, through whichever program it has for them."""

import contextlib
import shutil
import signal
import subprocess
from pathlib import Path

PLAYERS = (
    ("aplay", "-q"),
    ("play", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
RECORDERS = (
    ("arecord", "-q", "-t", "wav", "-f", "S16_LE", "-r", "48000", "-c", "1"),
    ("rec", "-q", "-r", "48000", "-b", "16", "-c", "1"),
)


class NoSound(Exception):
    """This computer cannot: one sentence."""


def play(path: Path) -> None:
    """Until it is over. Raises NoSound."""
    command = _first(PLAYERS)
    if command is None:
        raise NoSound("no program here plays sound (aplay, play or ffplay)")
    if subprocess.run([*command, str(path)], check=False).returncode:  # noqa: S603
        raise NoSound(f"{command[0]} could not play it")


def record(path: Path) -> None:
    """From the microphone into a WAV file, until Enter. Raises NoSound."""
    command = _first(RECORDERS)
    if command is None:
        raise NoSound(
            "No program here records sound: install arecord (alsa-utils) or rec (sox), or record "
            "elsewhere and give the file to `ivr prompts add`."
        )
    with subprocess.Popen([*command, str(path)], stdin=subprocess.DEVNULL) as process:  # noqa: S603
        with contextlib.suppress(EOFError):
            input("Speak now, and press Enter when you are done. ")
        ended = process.poll() is not None
        process.send_signal(signal.SIGINT)  # both write the header of the file then
    if ended or not path.exists():
        raise NoSound(f"{command[0]} could not record: is there a microphone?")


def _first(commands: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    return next((command for command in commands if shutil.which(command[0])), None)
