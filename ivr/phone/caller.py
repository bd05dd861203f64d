"""Who holds the telephone: told when it is their turn, and free to do nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.phone.call import Heard


class Caller:
    """A caller who never does anything; others override the moments they care for."""

    def listening(self) -> None:
        """The line began to listen for keys; it may still be speaking."""

    def prompted(self) -> None:
        """The line has said its prompt and goes on listening."""

    def recording(self) -> None:
        """The line records what is said."""

    def entered(self, *, waiting: bool) -> None:
        """In a room, or with another telephone; `waiting` while a wait document plays."""

    def waited(self) -> None:
        """A wait document was heard to its end."""

    def left(self) -> None:
        """What the last of these began is over."""


class Listener:
    """Told of a call as it is heard, for a terminal or a voice."""

    def begins(self, heard: "Heard") -> None:
        """This begins now and is expected to last `heard.seconds`."""

    def ends(self, heard: "Heard") -> None:
        """This is over; `heard.cut` tells whether it was interrupted."""
