"""Goodput of Linux's Reno where a link loses 3 % of its packets: 10 Mbit/s, a queue of 100 packets, 60 s.

The least retransmission timeout is 1 s here, as in RFC 6298. Prints for each transfer its goodput in Mbit/s, the mean of its smoothed round
trips in ms (a busy machine makes them longer), the window in segments that both come to, and what the kernel counted.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from path import Path, sh

SECONDS = 60
SEGMENT = 1448
TRANSFERS = 5
COUNTERS = ("TCPTimeouts", "TCPLossProbes", "TCPLossProbeRecovery", "TCPFastRetrans", "TCPSackRecovery", "TCPLostRetransmit")


def counters(name):
    """Of TcpExt in a namespace."""
    lines = [line.split()[1:] for line in sh(f"ip netns exec {name} cat /proc/net/netstat").splitlines() if line.startswith("TcpExt")]
    counted = dict(zip(*lines))
    return {key: int(counted[key]) for key in COUNTERS}


def measure(path):
    received, round_trips, _ = path.transfer(SECONDS)
    sent, dropped = path.statistics()
    return {"goodput": received[0] * 8 / SECONDS / 1e6, "round_trip": round_trips[0], "lost": dropped / (sent + dropped),
            **counters(path.names[0])}


# One after the other: a virtual machine that is busy answers late.
for number in range(TRANSFERS):
    transfer = measure(Path(number, 10, "40ms", "netem loss 3% limit 100", ("rto_min", "1s")))
    window = transfer["goodput"] * transfer["round_trip"] * 1e3 / 8 / SEGMENT
    print(f"goodput {transfer.pop('goodput'):.3f} Mbit/s, round trip {transfer.pop('round_trip'):.1f} ms, window {window:.2f} segments, "
          f"lost {transfer.pop('lost'):.4f}, {transfer}", flush=True)
