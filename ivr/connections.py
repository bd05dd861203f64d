"""How many callers are connected to the telephone meetings of lists: so many at once and an hour.

Each such call costs the line, so Redis is asked before one begins, for 100 ms at most. Where it
does not answer, the same limits hold for this process alone: people matter more than the bill.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from ivr import metrics, store
from ivr.outbox import Step
from ivr.rooms.asking import Asking
from ivr.settings import Settings

HOUR = 60
"""Minutes."""

BEGIN = f"""
local running, begun = '{store.ONWARD_NOW.of()}', '{store.ONWARD_BEGUN.of()}'
local call, now, till = ARGV[1], tonumber(ARGV[2]), ARGV[3]
redis.call('ZREMRANGEBYSCORE', running, '-inf', now)
if not redis.call('ZSCORE', running, call) then
  if redis.call('ZCARD', running) >= tonumber(ARGV[4]) then return 0 end
  local minute, count = math.floor(now / 60), 0
  local minutes = redis.call('HGETALL', begun)
  for i = 1, #minutes, 2 do
    if tonumber(minutes[i]) <= minute - {HOUR} then redis.call('HDEL', begun, minutes[i])
    else count = count + tonumber(minutes[i + 1]) end
  end
  if count >= tonumber(ARGV[5]) then return 0 end
  redis.call('HINCRBY', begun, string.format('%d', minute), 1)
  redis.call('EXPIRE', begun, {store.ONWARD_BEGUN.lifetime})
end
redis.call('ZADD', running, till, call)
redis.call('EXPIRE', running, {store.ONWARD_NOW.lifetime})
return 1
"""
"""Whether one more may begin, which counts from then on. Repeated for a call it counts once."""

END = f"return redis.call('ZREM', '{store.ONWARD_NOW.of()}', ARGV[1])"

SPARE = 180
"""Seconds for what is said before a call onward, its ringing, and an end that is told late."""


class Connections:
    """Of one web process."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._limits = settings.onward
        self._redis = Asking(settings.redis_url)
        self._clock = clock
        self._running: dict[str, float] = {}  # in this process: call, and until when
        self._begun: deque[float] = deque()

    async def open(self) -> None:
        await self._redis.open()

    async def close(self) -> None:
        await self._redis.close()

    async def begin(self, call: str, seconds: int) -> bool:
        """Whether `call` may be connected for so long: until `back` or `over` it counts."""
        now = int(self._clock().timestamp())
        self._forget(now)
        till = now + seconds + SPARE
        most = (self._limits.at_once, self._limits.in_an_hour)
        answer = await self._redis.ask(BEGIN, call, now, till, *most)
        may = self._has_room(call) if answer is None else bool(answer)
        metrics.ONWARD.labels("connected" if may else "refused").inc()
        if may:
            if call not in self._running:
                self._begun.append(now)
            self._running[call] = till
        return may

    async def back(self, call: str) -> None:
        """`call` is connected no more, if it ever was: its place is free before it goes on."""
        self._running.pop(call, None)
        await self._redis.ask(END, call)

    def over(self, call: str) -> Step:
        """The same of a call that has ended."""
        self._running.pop(call, None)
        return END, (), (call,)

    def _forget(self, now: int) -> None:
        """Drops what counts no more, so that nothing gathers while Redis answers."""
        self._running = {each: till for each, till in self._running.items() if till > now}
        while self._begun and self._begun[0] <= now - HOUR * 60:
            self._begun.popleft()

    def _has_room(self, call: str) -> bool:
        """Whether this process alone would be within the limits."""
        room = len(self._running) < self._limits.at_once
        return call in self._running or (room and len(self._begun) < self._limits.in_an_hour)
