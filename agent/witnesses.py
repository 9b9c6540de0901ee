"""Whether a failure is the target's or this machine's own: what all monitors bear witness to, and those that are asked
for a second opinion before anything is believed."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from agent.connectivity import Connectivity
from agent.hearsay import Usual, guess, is_loopback, scope_of, ties_of, usual_of, voice_of
from agent.independence import apart
from agent.model import Cause, Check, HttpTarget, Monitor, Outcome
from agent.outage import COUNTED, LEAST, NOT_SIGNED_IN, Known, Outage, Scope, Suspicion, Voice, Word
from agent.probes import Finding
from agent.relations import Relations
from agent.tracking import Track

FRESH = 1.0
"""An answer so many seconds before a failure still shows that the way was open: so nobody is asked more often."""
FIRST = 1.0
"""So many seconds one of the others has to answer before all of them are asked."""
LONGEST = 30.0
"""So many seconds at most a failure waits for what others say."""
FEEL = 10.0
"""Seconds between two looks at whether the connection is back."""

SIGN_IN = "This network wants somebody to sign in, says the system"


class Witnesses:
    """Over the tracks of all monitors. ``ask`` has one checked soon, besides its regular checks.

    A monitor's check is heard as soon as it is made and before it is judged, so those that wait for one another's word
    never wait for one another's judgement.
    """

    def __init__(
        self,
        tracks: Mapping[int, Track],
        relations: Relations,
        connectivity: Connectivity,
        ask: Callable[[int], None],
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._tracks = tracks
        self._relations = relations
        self._connectivity = connectivity
        self._ask = ask
        self._now = now
        self._outage = Outage()
        self._usual: dict[int, Usual] = {}
        self._words: dict[int, Word] = {}
        self._began: dict[int, float] = {}
        self._local: set[int] = set()  # targets on this machine
        self._inquiries: dict[Scope, asyncio.Event] = {}
        self._news = asyncio.Event()
        self._felt = 0.0
        self._doubted = False

    # -- what is heard -------------------------------------------------------------------------------------------------

    def hear(self, track: Track, target: HttpTarget, finding: Finding, began: float) -> None:
        """Take what a check says that began then (monotonic seconds) and has just been made; ``target`` is as it was
        asked for."""
        key, exchange = track.monitor.id, finding.exchange
        self._words.pop(key, None)
        if is_loopback(exchange.addresses):
            self._local.add(key)
            return
        self._local.discard(key)
        if finding.check.cause is Cause.OFFLINE:
            return  # known without witnesses
        usual = self._usual.get(key)
        voice, mark, stranger = voice_of(target, finding, usual)
        at = self._now()
        if voice is Voice.ANSWERED:
            usual = self._usual[key] = usual_of(target, exchange, usual)
            scope, ties = usual.scope, usual.ties
            if scope is not Scope.NEAR and _vouched(track.monitor):  # by nobody else
                self._connectivity.vouched(began)
        else:
            scope = scope_of(exchange, usual) if voice is Voice.SILENT else usual.scope if usual else Scope.INTERNET
            ties = usual.ties if usual else ties_of(target, exchange)
        if voice is Voice.FOREIGN and scope is Scope.NAMES:
            scope = Scope.INTERNET  # its name was looked up
        word = Word(key, at, voice, scope, ties | self._relations.kin(track.monitor), mark, stranger)
        self._words[key], self._began[key] = word, began
        self._outage.hear(word, _witness(track))
        self._news.set()
        self._news.clear()

    def forget(self, keys: Iterable[int] | None = None) -> None:
        """These monitors are gone or about another target; None: time has passed that nobody watched, and what was
        heard before it says nothing of now."""
        self._outage.forget(keys if keys is None else (keys := tuple(keys)))
        for key in keys or ():
            self._words.pop(key, None)
            self._usual.pop(key, None)

    # -- what is made of it --------------------------------------------------------------------------------------------

    async def doubt(self, track: Track, check: Check) -> Check:
        """The newest check of a monitor, UNKNOWN where its failure may well be this machine's own. One that is the
        first to fail waits for what others say."""
        word = self._words.get(check.monitor)
        if word is None or check.outcome is Outcome.UNKNOWN:
            return check
        true = word.voice is Voice.ANSWERED and _vouched(track.monitor)
        if word.scope is not Scope.NEAR and not true and self._connectivity.signed_out():
            return _unknown(check, SIGN_IN)
        if word.voice is Voice.OTHER and (under_way := self._inquiries.get(word.scope)):
            await under_way.wait()  # somebody else may have met a stranger
        suspicion = self._outage.standing(word.scope, self._now())
        if word.voice is Voice.SILENT and suspicion is None:
            suspicion = self._outage.stood(word.scope, self._began[check.monitor])
        if word.voice is Voice.ANSWERED or (word.voice is Voice.OTHER and not (suspicion and suspicion.portal)):
            return check
        if suspicion is None and not track.down_open and not track.monitor.reverse:
            await self._inquire(word)
            if not self._acquitted(word):
                suspicion = self._outage.suspect(word.scope, self._now(), self._good)
        if suspicion is not None:
            self._doubted = True
            return _unknown(check, suspicion.sentence)
        usual = self._usual.get(check.monitor)
        if usual and word.voice is Voice.FOREIGN and check.outcome.good and self._acquitted(word):
            self._usual[check.monitor] = replace(usual, place=word.mark)  # so it leads on to there from now on
        return check

    def offline(self) -> str:
        """Why this machine is taken to be offline, as a sentence; "" while it is not."""
        if self._connectivity.signed_out():
            return SIGN_IN
        found = self._standing()
        return found.sentence if found else ""

    def cleared(self) -> bool:
        """Whether checks were UNKNOWN for a suspicion that stands no more; said once."""
        cleared = self._doubted and self._standing() is None
        self._doubted = self._doubted and not cleared
        return cleared

    def feel(self) -> None:
        """While a suspicion stands, see now and then whether the connection is back; call it every second."""
        now = self._now()
        suspicion = self._standing()
        if suspicion is None or now - self._felt < FEEL:
            return
        self._felt = now
        if silent := [each for each in self._good() if self._outage.fell(each.key)]:
            self._ask(min(silent, key=lambda each: self._checked(each.key)).key)

    def _standing(self) -> Suspicion | None:
        now = self._now()
        return next((found for scope in Scope if (found := self._outage.standing(scope, now))), None)

    # -- second opinions -----------------------------------------------------------------------------------------------

    async def _inquire(self, word: Word) -> None:
        """Ask others that could be reached until now, unless that goes on already; over when one has answered, when all
        have said something, or after the longest that they may take."""
        if self._acquitted(word):
            return
        if under_way := self._inquiries.get(word.scope):
            await under_way.wait()
            return
        over = self._inquiries[word.scope] = asyncio.Event()
        try:
            others = self._others(word)
            if len(others) + 1 < LEAST and word.mark != NOT_SIGNED_IN:
                return  # too few for a suspicion, whatever they say
            # Mostly the first one answers at once, and nobody else is bothered.
            for asked, seconds in ((others[:1], FIRST), (others, self._patience(others))):
                await self._hear_from(asked, word, seconds)
                if self._acquitted(word):
                    return
        finally:
            del self._inquiries[word.scope]
            over.set()

    async def _hear_from(self, keys: tuple[int, ...], word: Word, seconds: float) -> None:
        def missing() -> list[int]:
            return [key for key in keys if key not in self._words or self._words[key].at < word.at]

        for key in missing():
            self._ask(key)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while missing() and not self._acquitted(word):
                    await self._news.wait()

    def _acquitted(self, word: Word) -> bool:
        """Whether an answer shows that the way was open when that check failed."""
        fresh = FRESH if word.voice is Voice.SILENT else 0.0
        return self._outage.answered_since(word.scope, word.at - fresh)

    def _others(self, word: Word) -> tuple[int, ...]:
        """Whom to ask: those whose answer speaks for the scope, independent of each other and of the one that failed,
        that were good and have not fallen silent too; the longest unchecked first."""
        able = [
            (each.key, each.ties)
            for each in self._good()
            if each.scope >= word.scope and not self._outage.fell(each.key)
        ]
        able.sort(key=lambda each: self._checked(each[0]))
        return apart(able, COUNTED - 1, beside=[word.ties])

    def _patience(self, keys: Iterable[int]) -> float:
        return min(LONGEST, FIRST + max((self._tracks[key].monitor.timeout for key in keys), default=0.0))

    def _checked(self, key: int) -> int:
        last = self._tracks[key].last
        return last.at if last else 0

    def _good(self) -> Iterator[Known]:
        """All monitors that could be reached until now, as far as is known, and whose word may be asked for."""
        for key, track in self._tracks.items():
            if not _witness(track) or key in self._local or self._relations.unguarded(track.monitor):
                continue
            usual = self._usual.get(key) or guess(track.monitor.target)
            if usual:
                yield Known(key, usual.scope, usual.ties | self._relations.kin(track.monitor))


def _witness(track: Track) -> bool:
    """Whether that a monitor can be reached no more says something: it could be until now."""
    if track.monitor.paused or track.monitor.reverse or track.maintenance_until is not None:
        return False
    conclusive = (beat.outcome.good for beat in reversed(track.beats) if beat.outcome.conclusive)
    return next(conclusive, False)


def _vouched(monitor: Monitor) -> bool:
    """Whether an answer can come from the target alone."""
    return monitor.target.verify_tls and monitor.target.url.startswith("https:")


def _unknown(check: Check, said: str) -> Check:
    return Check(check.monitor, check.at, Outcome.UNKNOWN, cause=Cause.OFFLINE, message=said)
