"""The figures of each strategy side by side, and which goals are met."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.quality.score import WEEK, Score
from tests.benchmarks.quality.trace import Trace

OURS = "API Monitor"


@dataclass(frozen=True, slots=True)
class Goal:
    name: str
    found: str
    met: bool


def _figures(trace: Trace, score: Score) -> dict[str, float]:
    weeks = len(trace.targets) * trace.end / WEEK
    outages = max(score.outages, 1)
    figures = {
        "false alerts of own causes, a monitor and week": len(score.own) / weeks,
        "other false alerts, a monitor and week": len(score.other) / weeks,
        "outages": score.outages,
        "missed outages": len(score.missed),
        "outages not told by one down and one up": len(score.untold),
        "time to detect in intervals, p50": score.at_share(0.5),
        "time to detect in intervals, p95": score.at_share(0.95),
        "messages an outage": score.notices / outages,
        "messages a flapping phase": score.flapping_messages,
    }
    for chance, counts in sorted(score.flapping.items()):
        figures[f"  flapping at {chance:.0%}"] = sum(counts) / len(counts)
    figures["restarts of 30–90 s that were told, %"] = 100 * score.restarts_told / max(score.restarts, 1)
    return figures


def table(trace: Trace, scores: Mapping[str, Score]) -> str:
    """A row a figure, a column a strategy."""
    columns = {name: _figures(trace, score) for name, score in scores.items()}
    lines = [f"{'':50}" + "".join(f"{name:>20}" for name in columns)]
    for row in columns[OURS]:
        lines.append(f"{row:50}" + "".join(f"{figures.get(row, 0):>20.6g}" for figures in columns.values()))
    ours = scores[OURS]
    lines.append(f"slow phases: {ours.slow}, told by one slow and one good: {ours.slow_told_once}, "
                 f"slow alerts without one: {ours.slow_false}")  # fmt: skip
    late = sorted(ours.sent_after)
    if late:
        lines.append(f"from the decision to the channel: p50 {late[len(late) // 2]:.1f} s, longest {late[-1]:.1f} s")
    return "\n".join(lines)


def goals(trace: Trace, scores: Mapping[str, Score]) -> tuple[Goal, ...]:
    """What the alerts are to be like, what they are, and whether that is enough."""
    ours = scores[OURS]
    weeks = len(trace.targets) * trace.end / WEEK
    flapping = {name: score.flapping_messages for name, score in scores.items()}
    one, three = flapping["one failure"], flapping["3 in a row"]
    others = len(ours.other) / weeks
    p50, p95 = ours.at_share(0.5), ours.at_share(0.95)
    return (
        Goal("no false alert of own causes", f"{len(ours.own)}", not ours.own),
        Goal("other false alerts a monitor and week at most 0.01", f"{others:.4f}", others <= 0.01),
        Goal("no outage longer than 3 intervals missed", f"{len(ours.missed)} of {ours.outages}", not ours.missed),
        Goal("half of them detected within 1.3 intervals", f"{p50:.2f}", p50 <= 1.3),
        Goal("19 of 20 within 1.8 intervals", f"{p95:.2f}", p95 <= 1.8),
        Goal("flapping: at most a tenth of the messages of one failure", f"{flapping[OURS]:.1f} and {one:.1f}",
             flapping[OURS] <= one / 10),
        Goal("flapping: fewer than 3 in a row", f"{flapping[OURS]:.1f} and {three:.1f}",
             flapping[OURS] < three or not three),
        Goal("one down and one up of every other outage", f"{len(ours.untold)} otherwise", not ours.untold),
    )  # fmt: skip


def goals_text(trace: Trace, scores: Mapping[str, Score]) -> str:
    lines = (f"{'met    ' if g.met else 'NOT MET'}  {g.name}: {g.found}" for g in goals(trace, scores))
    return "\n".join(["", *lines])


def as_json(trace: Trace, scores: Mapping[str, Score]) -> dict[str, Any]:
    return {
        "figures": {name: _figures(trace, score) for name, score in scores.items()},
        "goals": {goal.name: goal.met for goal in goals(trace, scores)},
    }


def details(trace: Trace, score: Score) -> str:
    """Everything that went wrong, for whoever looks for the reason."""
    lines = [f"own    {one} {trace.own_at(one.opened)}" for one in score.own]
    for one in score.other:
        target = trace.targets[one.monitor - 1]
        lines.append(f"false  {one} {target.blips:.1%} blips, {target.at(one.opened)}")
    lines += [f"missed {monitor} {one}" for monitor, one in score.missed]
    lines += [f"untold {monitor} {one} {told}" for monitor, one, told in score.untold]
    return "\n".join(["", *lines])
