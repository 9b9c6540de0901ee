"""How good the alerts are: a month of the real agent by a made-up clock, held against what really happened.

    uv run python tests/benchmarks/alert_quality.py                     40 monitors at 60 s for 5 days
    uv run python tests/benchmarks/alert_quality.py --monitors 200 --days 30    8.6 million checks

Blips, bursts, flapping, outages, restarts and slow phases of the targets, and what happens to the watching machine
itself, are drawn from ``--seed``; :mod:`tests.benchmarks.quality.trace` says how. The agent with its schedule, rules,
database and outbox is the real one. Simpler strategies see the same trace beside it.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.quality import virtual

START = 1_760_054_400.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--monitors", type=int, default=40)
    options.add_argument("--days", type=float, default=5)
    options.add_argument("--interval", type=int, default=60, help="seconds")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--busy", type=float, default=1, help="so many times as much happens as usual")
    options.add_argument("--dead-per-day", type=float, default=0, help="times that the uplink dies unnoticed")
    options.add_argument("--hold", type=int, default=120, help="seconds a closing must last before it is told")
    options.add_argument("--json", action="store_true", help="figures and goals as JSON")
    options.add_argument("--show", action="store_true", help="each false or missed alert too")
    chosen = options.parse_args()

    began = time.process_time()
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="api-monitor-benchmark-", dir=memory if os.access(memory, os.W_OK) else None))
    virtual.install(START)
    from tests.benchmarks.quality import report
    from tests.benchmarks.quality.life import Life
    from tests.benchmarks.quality.rivals import RIVALS
    from tests.benchmarks.quality.score import score
    from tests.benchmarks.quality.trace import Trace

    trace = Trace(chosen.seed, chosen.monitors, chosen.days, chosen.busy, chosen.dead_per_day)
    try:
        lived = virtual.run(Life(trace, folder, chosen.interval, {"rule": {"hold": chosen.hold}}).live())
    finally:
        shutil.rmtree(folder)
    took = time.process_time() - began
    scores = {"API Monitor": score(trace, lived.told, chosen.interval)}
    for rival in RIVALS:
        scores[rival.name] = score(trace, rival.watch(trace, chosen.interval), chosen.interval)
    if chosen.json:
        print(json.dumps(report.as_json(trace, scores)))
        return
    print(f"{lived.checks:,} checks, {len(lived.told)} things told in {lived.messages} messages, "
          f"{took:.0f} s of processor time\n")  # fmt: skip
    print(report.table(trace, scores))
    print(report.goals_text(trace, scores))
    if chosen.show:
        print(report.details(trace, scores["API Monitor"]))


if __name__ == "__main__":
    main()
