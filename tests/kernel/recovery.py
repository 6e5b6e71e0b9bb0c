"""What RED and PIE of Linux drop of one transfer by Reno, and when: the recovery after slow start decides. 1 Mbit/s, 400 ms there and back.

That is the path of reference-queues.csv, ten times slower, so that a busy machine keeps up. Prints for each transfer the packets dropped so
far after each five seconds.
"""
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from path import Path

SECONDS = 60
TRANSFERS = 3
KINDS = {
    # An average weight of 1/512 comes of the burst.
    "red": "red limit 1514000 min 7570 max 22710 avpkt 1514 burst 60 bandwidth 1mbit probability 0.1",
    "pie": "pie limit 1000 target 150ms tupdate 150ms noecn",
}


def measure(kind, path):
    received, round_trips, drops = path.transfer(SECONDS, every=5)
    print(f"{kind}: dropped {drops}, goodput {received[0] * 8 / SECONDS / 1e6:.3f} Mbit/s, round trip {round_trips[0]:.1f} ms", flush=True)


paths = [(kind, Path(number, 1, "400ms", discipline)) for number, (kind, discipline) in enumerate(list(KINDS.items()) * TRANSFERS)]
threads = [threading.Thread(target=measure, args=each) for each in paths]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
