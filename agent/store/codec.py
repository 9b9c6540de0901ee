"""How checks are packed into rows. These codes are in files: never change one, add new ones at the end."""

from collections.abc import Iterator

from agent.model import Cause, Outcome, Phases

OUTCOMES = (Outcome.UP, Outcome.DEGRADED, Outcome.DOWN, Outcome.UNKNOWN)
"""By code. SQLite keeps 0 and 1 in no byte at all."""
OUTCOME_CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
UP, DEGRADED, DOWN, UNKNOWN = range(4)

IN_MAINTENANCE = 4
"""Added to the code of a check that was made in maintenance. For all counting it is one of UNKNOWN."""

CAUSES = (
    Cause.DNS,
    Cause.CONNECTION,
    Cause.TIMEOUT,
    Cause.TLS,
    Cause.PROTOCOL,
    Cause.REDIRECT,
    Cause.TOO_LARGE,
    Cause.UNEXPECTED_STATUS,
    Cause.ASSERTION,
    Cause.LATENCY,
    Cause.EXPIRY,
    Cause.OFFLINE,
    Cause.INTERNAL,
)
CAUSE_CODES = {cause: code for code, cause in enumerate(CAUSES)}

PHASE_STEPS = 100
"""Phases are kept in steps of 1/100 ms."""


def pack_latency(ms: float | None) -> int | None:
    """Milliseconds as whole microseconds."""
    return None if ms is None else round(ms * 1_000)


def unpack_latency(microseconds: int | None) -> float | None:
    return None if microseconds is None else microseconds / 1_000


def pack_phases(phases: Phases | None) -> bytes | None:
    """Each phase as a varint (7 bits a byte, lowest first) of its steps plus one; 0 for a phase that did not happen.
    Phases that did not happen at the end are left out."""
    if phases is None:
        return None
    packed = bytearray()
    used = 0
    for ms in (phases.dns, phases.connect, phases.tls, phases.first_byte, phases.transfer):
        if ms is None:
            packed.append(0)
            continue
        number = max(0, round(ms * PHASE_STEPS)) + 1
        while number > 127:
            packed.append(number & 127 | 128)
            number >>= 7
        packed.append(number)
        used = len(packed)
    return bytes(packed[:used])


def unpack_phases(packed: bytes | None) -> Phases | None:
    return None if packed is None else Phases(*_numbers(packed))


class _StepTexts(dict[int, str]):
    """Phases as text by their packed number; short ones are made once."""

    def __missing__(self, number: int) -> str:
        text = f"{(number - 1) / PHASE_STEPS:.2f}" if number else ""
        if number < 1 << 14:
            self[number] = text
        return text


_step_texts = _StepTexts()


def phase_texts(packed: bytes) -> list[str]:
    """The five phases in ms as text, "" for one that did not happen: much quicker than :func:`unpack_phases`."""
    texts = []
    number = shift = 0
    for byte in packed:
        if byte > 127:
            number |= (byte & 127) << shift
            shift += 7
            continue
        texts.append(_step_texts[number | byte << shift])
        number = shift = 0
    return texts + [""] * (5 - len(texts))


def _numbers(packed: bytes) -> Iterator[float | None]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield (number - 1) / PHASE_STEPS if number else None
            number = shift = 0
