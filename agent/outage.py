"""Whether this machine's own connection is cut though the system says that it is online: the rule alone, without clock
and network.

What is watched bears witness. A target that answered until now and of a sudden cannot be reached says little; several
that are independent of each other (:mod:`agent.independence`) and fail together, while nothing out there answers any
more, say that the failure is on this side. Such a *suspicion* is about one :class:`Scope`:

- It takes :data:`LEAST` witnesses, and of all targets known to answer in that scope (as far as :data:`COUNTED` go) the
  :data:`SHARE`. Whoever watches fewer than that is never told anything by this.
- A witness was good at its last conclusive check, and fell silent within :data:`WITHIN` seconds and after the newest
  answer. What was failing before is none, nor is a server that refuses a connection or breaks one off: it is there.
- Any answer of the scope, or of a wider one, ends it at once.
- It ends by itself when it has lasted too long (:meth:`Suspicion.lasts`), and comes back only after an answer: so an
  outage that really is common to everything that is watched is told after an hour at the latest, and sooner the fewer
  targets speak for the other explanation.

A network that wants somebody to sign in first (a *captive portal*) is told from one that is dead by answers which
cannot be the target's own: status 511, which only such networks send and which is enough by itself if nothing answers,
or the same stranger in place of several independent targets. Then those count too that refuse or break off.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto

from agent.independence import apart

LEAST = 3
COUNTED = 10
SHARE = 0.75
WITHIN = 120.0
FIRST_LIMIT = 300.0
LAST_LIMIT = 3_600.0
NOT_SIGNED_IN = "511"
"""The mark of an answer with status 511 (RFC 6585), which tells by itself."""


class Scope(IntEnum):
    """How far away a target is. An answer speaks for its own scope and for all nearer ones: it came through them."""

    NEAR = auto()
    """In a network that this machine is part of."""
    INTERNET = auto()
    """At an address outside."""
    NAMES = auto()
    """At an address outside that has to be looked up first."""


class Voice(Enum):
    """What a check says of the way to its target."""

    ANSWERED = auto()
    SILENT = auto()
    """Its name could not be looked up, or nobody was there."""
    FOREIGN = auto()
    """Somebody else answered in its place."""
    OTHER = auto()
    """Somebody was there; no more is known."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the check of monitor ``key`` said at ``at`` (monotonic seconds). ``mark`` is of who answered in place of the
    target, and ``stranger`` how to call them."""

    key: int
    at: float
    voice: Voice
    scope: Scope
    ties: frozenset[str] = frozenset()
    mark: str = ""
    stranger: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Where a monitor was found when it answered last, and what it shares with others."""

    key: int
    scope: Scope
    ties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """That nothing of ``scope`` can be reached from here since ``since`` (monotonic seconds): ``silent`` independent
    targets of ``known`` say so. ``portal``: somebody has to sign in; ``stranger`` is who answers instead, if known."""

    scope: Scope
    since: float
    silent: int
    known: int
    portal: bool = False
    stranger: str = ""

    @property
    def lasts(self) -> float:
        """Seconds for which it is believed: five minutes, and twice as long for each witness beyond the fewest."""
        return min(LAST_LIMIT, FIRST_LIMIT * 2.0 ** max(0, self.silent - LEAST))

    @property
    def sentence(self) -> str:
        """It in words for a person."""
        told = f"{self.silent} of {self.known} independent targets"
        if not self.portal:
            return f"This machine seems to be offline: {told} stopped answering at once"
        who = f", {self.stranger} answers in their place" if self.stranger else ""
        return f"This network wants somebody to sign in: {told} cannot be reached{who}"


def needed(known: int) -> int:
    """How many witnesses a suspicion takes where ``known`` independent targets were answering."""
    return max(LEAST, math.ceil(SHARE * known))


def _about(scope: Scope) -> tuple[Scope, ...]:
    """The suspicions that tell of a failure of ``scope``: of a name that cannot be looked up also the one that nothing
    on the internet can be reached at all."""
    return (scope, Scope.INTERNET) if scope is Scope.NAMES else (scope,)


class Outage:
    """The suspicions of one machine, from what all checks say one after the other.

    Knows what was heard in this run of the program only: a new start begins without suspicion.
    """

    def __init__(self) -> None:
        self._fell: dict[int, Word] = {}
        self._answered: dict[Scope, float] = {}
        self._standing: dict[Scope, Suspicion] = {}
        self._ended: dict[Scope, tuple[float, Suspicion]] = {}
        self._spent: set[Scope] = set()

    def hear(self, word: Word, was_good: bool) -> None:
        """Take the word of a check; ``was_good``: the monitor's last conclusive check before was."""
        if word.voice is Voice.ANSWERED:
            self._fell.pop(word.key, None)
            for scope in Scope:
                if scope <= word.scope:
                    self._answered[scope] = max(word.at, self._answered.get(scope, -math.inf))
                    self._spent.discard(scope)
                    if ended := self._standing.pop(scope, None):
                        self._ended[scope] = word.at, ended
        elif self.fell(word.key):
            self._fell[word.key] = replace(word, at=self._fell[word.key].at)
        elif was_good:
            self._fell[word.key] = word

    def answered_since(self, scope: Scope, at: float) -> bool:
        """Whether anything answered at or after ``at`` that speaks for ``scope``."""
        return self._answered.get(scope, -math.inf) >= at

    def fell(self, key: int) -> bool:
        """Whether that monitor was good and answers no more, and nothing else has answered since."""
        word = self._fell.get(key)
        return word is not None and word.at > self._answered.get(word.scope, -math.inf)

    def standing(self, scope: Scope, now: float) -> Suspicion | None:
        """The suspicion about ``scope``, or the wider one about all of the internet that takes in its names."""
        for each in _about(scope):
            found = self._standing.get(each)
            if found is not None and now - found.since > found.lasts:
                del self._standing[each]
                self._spent.update(wider for wider in Scope if wider >= each)
            elif found is not None:
                return found
        return None

    def stood(self, scope: Scope, since: float) -> Suspicion | None:
        """The suspicion about ``scope`` that an answer has ended after ``since``: what began then failed in it."""
        ended = (self._ended.get(each, (-math.inf, None)) for each in _about(scope))
        return next((suspicion for at, suspicion in ended if at >= since), None)

    def suspect(self, scope: Scope, now: float, good: Callable[[], Iterable[Known]]) -> Suspicion | None:
        """The suspicion about ``scope`` that stands already or that arises now; ``good`` gives the monitors whose
        last conclusive checks were good, witnesses or not."""
        if found := self.standing(scope, now):
            return found
        for each in _about(scope):
            if each not in self._spent and (found := self._arises(each, now, good)):
                self._standing[each] = found
                return found
        return None

    def forget(self, keys: Iterable[int] | None = None) -> None:
        """What these monitors said counts no more; None: all, and suspicions too."""
        for key in tuple(self._fell) if keys is None else keys:
            self._fell.pop(key, None)
        if keys is None:
            self._answered.clear()
            self._standing.clear()
            self._ended.clear()
            self._spent.clear()

    def _arises(self, scope: Scope, now: float, good: Callable[[], Iterable[Known]]) -> Suspicion | None:
        scopes = (Scope.INTERNET, Scope.NAMES) if scope is Scope.INTERNET else (scope,)
        answering = ((each.key, each.ties) for each in good() if each.scope in scopes)
        after = max(now - WITHIN, self._answered.get(scope, -math.inf))
        fell = [word for word in self._fell.values() if word.scope in scopes and word.at > after]
        strangers = _strangers(fell)
        fell = [word for word in fell if word.voice is Voice.SILENT or (strangers and _fits(word, strangers))]
        silent = apart(((word.key, word.ties) for word in fell), COUNTED)
        witnesses = [word for word in fell if word.key in silent]
        known = len(silent) + len(apart(answering, COUNTED - len(silent), [word.ties for word in witnesses]))
        if len(silent) < (1 if NOT_SIGNED_IN in strangers else needed(known)):
            return None
        named = next((word.stranger for word in witnesses if word.stranger), "")
        return Suspicion(scope, min(word.at for word in witnesses), len(silent), known, bool(strangers), named)


def _strangers(words: Iterable[Word]) -> set[str]:
    """The marks of those who answer in place of several targets that are independent of each other, or say themselves
    what they are."""
    by_mark: dict[str, list[Word]] = defaultdict(list)
    for word in words:
        if word.mark:
            by_mark[word.mark].append(word)
    return {
        mark
        for mark, those in by_mark.items()
        if mark == NOT_SIGNED_IN or len(apart(((word.key, word.ties) for word in those), 2)) == 2
    }


def _fits(word: Word, strangers: set[str]) -> bool:
    """Whether ``word`` is what a network says that wants somebody to sign in: such ones also refuse or break off what
    they cannot answer."""
    return word.mark in strangers if word.mark else word.voice is Voice.OTHER
