"""How long the carrier waits for an answer of this line, and how often it asks again.

Its connection overrides stand behind `#` in the address of a webhook: they are neither sent nor
signed. `ct` is the time to connect in milliseconds (100 to 10000; default 5000), `rt` the time to
the first byte (100 to 15000; default 15000), `tt` all attempts together (100 to 15000; default
15000), `rc` the attempts after the first (0 to 5; default 1) and `rp` for what there is another:
`ct`, `rt`, `4xx`, `5xx` or `all`, with commas (default `ct`; another word is error 11243).
Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.

The address of a room's events (`room.EVENTS`) has none: it never changes between releases, for the
first in a room fixes it for all; nobody waits for its answer, and what is missed is looked up.
"""

MENU = "#ct=2000&rt=2000&tt=4500&rc=1&rp=all"
"""Answers that take milliseconds, for which a caller waits: a process that hangs costs them two
seconds, a line that hangs four before the fallback. `all`: also for a proxy's 502 in a rolling
restart, and for a process that dies in the middle of its answer."""

NUMBER = MENU
"""Of the address at which a call begins."""

WAIT = MENU
"""Of what is heard in a room; without its first answer the carrier opens no room."""

DESK = "#ct=2000&rt=9000&tt=14000&rc=1&rp=all"
"""Behind a PIN an answer may take the eight seconds of `desk.desk.LONGEST`."""

STATUS = "#ct=5000&rt=5000&tt=15000&rc=3&rp=all"
"""Callbacks, for which nobody waits and which must not be lost: told again is harmless."""
