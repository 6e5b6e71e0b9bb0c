"""Compares what queues.py measured in a Linux kernel (its output on standard input) with netcomm, which plays the same arrivals.

Where nothing is drawn by chance, the same packets are to be dropped, or their neighbours where two events fall together, and the others
are to leave at the same time.
RED and PIE draw: they run ten times here, and the kernel is to be within these runs. Linux's PIE also spaces its drops (RFC 8033, 5.4),
which changes no number of them.

Linux's CoDel takes 1/√count from one step of Newton's method, where RFC 8289 has the root: 0.5 of an interval instead of 0.71 pass after
the second drop. So it is held against the RFC with that step, asked when packets left in the kernel, and ours against the RFC.
"""
import collections
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

NETCOMM = ["dotnet", "run", "-c", "Release", "--project", str(pathlib.Path(__file__).parents[2] / "src" / "NetComm.Cli"), "--"]
WIRE = 1264
QUEUES = {
    "droptail": "{ limit: 10 packets }",
    "red": "{ kind: red, limit: 200 kB, min: 6460 B, max: 19380 B, weight: 0.125, wait: false, gentle: false, max-probability: 10 % }",
    "codel": "{ kind: codel, target: 50 ms, interval: 1 s }",
    "fq-codel": "{ kind: fq-codel, target: 50 ms, interval: 1 s }",
    "pie": "{ kind: pie, target: 150 ms, update: 150 ms }",
    "token-bucket": "{ kind: token-bucket, rate: 100 kbps, burst: 4000 B, limit: 8000 B }",
}
BY_CHANCE = ("red", "pie")
RUNS = 10

# Of a busy machine: in the middle, and for nine in ten, departures may be so many seconds apart.
USUAL, LATE = 0.002, 0.02

# So many drops are to be of the same packets. Later ones may differ, since one late departure changes the drops behind it.
FIRST = 50


def scenario(kernel, folder):
    """A link for each discipline, ten for one that draws: a direction has a stream of chance of its own."""
    lines = ["scenario: Beside Linux", "duration: 60 s"]
    hosts, links, flows = [], [], []
    for kind, queue in QUEUES.items():
        sent = kernel[kind]["sent"]
        with open(folder / f"{kind}.csv", "w") as file:
            file.writelines(["time_s,size_bytes\n", *(f"{at - sent[0]:.9f},{WIRE - 28}\n" for at in sent)])
        rate = "1 Gbps" if kind == "token-bucket" else "100 kbps"
        for run in range(RUNS if kind in BY_CHANCE else 1):
            a, b, name = f"a{len(links)}", f"b{len(links)}", f"{kind}-{run}"
            hosts += [a, b]
            links.append(f"  - {{ name: link-{name}, between: [{a}, {b}], rate: {rate}, queue: {queue} }}")
            flows.append(f"  - {{ name: {name}, from: {a}, to: {b}, traffic: {{ kind: trace, file: {kind}.csv }} }}")
    return "\n".join([*lines, f"hosts: [{', '.join(hosts)}]", "links:", *links, "flows:", *flows, ""])


def played(kernel, folder):
    """By flow, which packets were dropped and when the others began to leave, in seconds since the first was sent."""
    (folder / "queues.yaml").write_text(scenario(kernel, folder))
    subprocess.run([*NETCOMM, "run", str(folder / "queues.yaml"), "--quiet", "--out", str(folder / "out")], check=True, stdout=sys.stderr)
    runs = {}
    with open(folder / "out" / "packets.csv") as lines:
        for row in csv.DictReader(lines):
            dropped, left = runs.setdefault(row["flow"], (set(), {}))
            if row["outcome"] == "received":
                rate = 1e9 if row["flow"].startswith("token-bucket") else 100e3
                left[int(row["sequence"])] = float(row["received_s"]) - WIRE * 8 / rate
            else:
                dropped.add(int(row["sequence"]))
    return runs



def different(what, one, other):
    """Nothing where the first drops are of the same packets, or of neighbours where two events fall together, and no more in number."""
    pairs = list(zip(sorted(one), sorted(other)))[:FIRST]
    if abs(len(one) - len(other)) <= 2 and all(abs(a - b) <= 1 for a, b in pairs):
        return []
    return [f"{what}: one {sorted(one - other)}, other {sorted(other - one)}"]


def by_codel(sent, instants=None, target=0.05, interval=1.0):
    """What RFC 8289 (5) drops over a link; given the instants at which packets left in Linux, with Linux's step for the root."""
    queue, come, now, dropped, departures = collections.deque(), 0, 0.0, set(), collections.deque(instants or [])
    first_above, next_drop, dropping, count, last, inverse = None, 0.0, False, 0, 0, 1.0

    def take():
        nonlocal first_above
        if not queue:
            first_above = None
            return None, False
        number, at = queue.popleft()
        if now - at < target or len(queue) <= 1:
            first_above = None
        elif first_above is None:
            first_above = now + interval
        else:
            return number, now >= first_above
        return number, False

    def after(time):
        return time + interval * (inverse if instants else 1 / math.sqrt(count))

    def step():
        return inverse * (3 - count * inverse * inverse) / 2

    while departures if instants else come < len(sent) or queue:
        if instants:
            now = departures.popleft()
        elif not queue:
            now = max(now, sent[come])
        while come < len(sent) and sent[come] <= now:
            queue.append((come, sent[come]))
            come += 1
        number, may_drop = take()
        if dropping:
            dropping = may_drop
            while dropping and now >= next_drop:
                count += 1
                inverse = step()
                dropped.add(number)
                number, may_drop = take()
                if may_drop:
                    next_drop = after(next_drop)
                else:
                    dropping = False
        elif may_drop:
            dropped.add(number)
            number, _ = take()
            dropping, added = True, count - last
            if added > 1 and now - next_drop < 16 * interval:
                count = added
                inverse = step()
            else:
                count, inverse = 1, 1.0
            last, next_drop = count, after(now)
        if number is not None and not instants:
            now += WIRE * 8 / 100e3
    return dropped


kernel = json.loads(next(line for line in sys.stdin if line.startswith("{")))
failed = False
with tempfile.TemporaryDirectory() as place:
    runs = played(kernel, pathlib.Path(place))
for kind in QUEUES:
    sent = kernel[kind]["sent"]
    there = {int(packet): at - sent[0] for packet, at in kernel[kind]["arrived"].items()}
    lost = set(range(len(sent))) - set(there)
    problems = []
    if kind in BY_CHANCE:
        numbers = sorted(len(dropped) for name, (dropped, _) in runs.items() if name.startswith(kind))
        firsts = sorted(min(dropped) for name, (dropped, _) in runs.items() if name.startswith(kind))
        if not numbers[0] - 3 <= len(lost) <= numbers[-1] + 3:
            problems.append("number of drops")
        text = (f"{numbers[0]} to {numbers[-1]} dropped, Linux {len(lost)}; "
                f"the first is packet {firsts[0]} to {firsts[-1]}, Linux {min(lost)}")
    else:
        dropped, left = runs[f"{kind}-0"]
        text = f"{len(dropped)} dropped, Linux {len(lost)}, {len(dropped & lost)} of them the same"
        if "codel" in kind:
            times = [at - sent[0] for at in sent]
            problems += different("RFC 8289", dropped, by_codel(times))
            stepwise = by_codel(times, sorted(there.values()))
            problems += different("Linux", stepwise, lost)
            text += f"; by Newton's step {len(stepwise)}, {len(stepwise & lost)} of them the same"
            late = sorted(b - a for a, b in zip(sorted(left.values()), sorted(there.values())))
        else:
            problems += different("Linux", dropped, lost)
            late = sorted(there[packet] - left[packet] for packet in left if packet in there)
        low, middle, high = (late[int(share * (len(late) - 1))] for share in (0.05, 0.5, 0.95))
        if abs(middle) > USUAL or low < -LATE or high > LATE:
            problems.append("times of departure")
        text += f"; Linux's depart {middle * 1e3:.2f} ms later (median; {low * 1e3:.2f} to {high * 1e3:.2f} ms for nine in ten)"
    failed |= bool(problems)
    print(f"{kind}: {text}: {', '.join(problems) or 'as expected'}")
sys.exit(failed)
