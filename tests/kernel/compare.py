"""Compares what queues.py measured in a Linux kernel (its output on standard input) with netcomm: the same arrivals, the same link.

In the kernel a shaper (tbf) stands for the link's rate. It holds one packet more below the discipline, so drops begin some packets later
there; how many there are, and how they follow one another, is the discipline's.
"""
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

NETCOMM = ["dotnet", "run", "-c", "Release", "--project", str(pathlib.Path(__file__).parents[2] / "src" / "NetComm.Cli"), "--"]
QUEUES = {
    "droptail": "{ limit: 10 packets }",
    "red": "{ kind: red, limit: 200 kB, min: 6460 B, max: 19380 B, weight: 0.125, gentle: false, max-probability: 10 % }",
    "codel": "{ kind: codel, target: 50 ms, interval: 1 s }",
    "fq-codel": "{ kind: fq-codel, target: 50 ms, interval: 1 s }",
    "pie": "{ kind: pie, target: 150 ms, update: 150 ms }",
}


def dropped_by_netcomm(kind, packets, folder):
    file = folder / f"{kind}.yaml"
    file.write_text(f"""scenario: {kind} beside Linux
duration: 34 s
hosts: {{ a: {{}}, b: {{}} }}
links: [ {{ name: core, between: [a, b], rate: 100 kbps, queue: {QUEUES[kind]} }} ]
flows: [ {{ name: f, from: a, to: b, traffic: {{ kind: constant, interval: 80.896 ms, size: 1236 B }}, count: {packets} }} ]
""")
    subprocess.run([*NETCOMM, "run", str(file), "--quiet", "--out", str(folder / kind)], check=True, stdout=sys.stderr)
    with gzip.open(folder / kind / "trace.jsonl.gz", "rt") as lines:
        events = [json.loads(line) for line in lines][1:]
    return sorted(event["packet"] - 1 for event in events if event["event"] == "Dropped")


kernel = json.loads(next(line for line in sys.stdin if line.startswith("{")))
failed = False
with tempfile.TemporaryDirectory() as place:
    for kind in QUEUES:
        there = sorted(set(range(kernel["packets"])) - set(kernel["arrived"][kind]))
        here = dropped_by_netcomm(kind, kernel["packets"], pathlib.Path(place))
        problems = [] if abs(len(here) - len(there)) <= 0.1 * len(there) + 3 else ["number of drops"]
        if "codel" in kind:
            spans = [[one[i + 8] - one[i] for i in range(0, 16, 4)] for one in (here, there)]
            if any(abs(a - b) > 4 for a, b in zip(*spans)):
                problems.append(f"spacing of drops {spans}")
        failed |= bool(problems)
        print(f"{kind}: {len(here)} of {kernel['packets']} dropped, Linux {len(there)}: {', '.join(problems) or 'as expected'}")
sys.exit(failed)
