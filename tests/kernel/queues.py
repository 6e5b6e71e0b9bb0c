"""What Linux's queue disciplines drop, and when the others leave: to be run as root in user-mode-linux (Debian's 6.1).

A packet of 1264 B every 79 ms comes to a link of 100 kbit/s, where it takes 101 ms: 1.28 times the rate, for 30 s. All disciplines run
side by side, each on a pair of virtual links. The link is a class of htb, which takes a packet from the discipline when the last one is
through. Its burst of four packets makes up for a clock that wakes it up late; four packets just before the first, which do not count,
take it away. The token bucket stands alone, and gets seven packets at once every 0.6 s. Prints a line of JSON: by discipline, when each
packet was sent, and when those that arrived did, in seconds.
"""
import json
import socket
import struct
import subprocess
import sys
import threading
import time

WIRE = 1264
BURST = 4
STEADY = [i * 0.079 for i in range(380)]
BURSTS = [i // 7 * 0.6 for i in range(350)]
KINDS = {
    "droptail": "pfifo limit 9",
    "red": "red limit 200000 min 6460 max 19380 avpkt 1292 burst 8 bandwidth 100kbit probability 0.1",
    "codel": "codel limit 1000 target 50ms interval 1s noecn",
    "fq-codel": "fq_codel limit 1000 target 50ms interval 1s noecn",
    "pie": "pie limit 1000 target 150ms tupdate 150ms noecn",
    "token-bucket": "tbf rate 100kbit burst 4000 limit 8000",
}
SO_TIMESTAMPNS = 35


def sh(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr}")


def receive(link, arrived, over):
    raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    raw.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    raw.bind((link, 0))
    raw.settimeout(0.5)
    while not over.is_set():
        try:
            data, told, _, _ = raw.recvmsg(2000, 100)
        except socket.timeout:
            continue
        seconds, nanoseconds = struct.unpack("qq", told[0][2])
        if data[36:38] == b"\0\x09":
            arrived[struct.unpack("!I", data[42:46])[0]] = seconds + nanoseconds / 1e9


def send(number, pattern, begin, sent):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUFFORCE if hasattr(socket, "SO_SNDBUFFORCE") else 32, 8 << 20)
    for i, at in enumerate(pattern):
        time.sleep(max(0, begin + at - time.time()))
        sent.append(time.time())
        for _ in range(BURST if i == 0 and pattern is STEADY else 0):
            udp.sendto(bytes(WIRE - 42), (f"10.1.{number}.2", 8))
        udp.sendto(struct.pack("!I", i) + bytes(WIRE - 42 - 4), (f"10.1.{number}.2", 9))


found, threads, over = {}, [], threading.Event()
for number, (kind, spec) in enumerate(KINDS.items()):
    sh(f"ip link add a{number} type veth peer name b{number}")
    sh(f"ip addr add 10.1.{number}.1/24 dev a{number}; ip link set a{number} up; ip link set b{number} up")
    sh(f"ip neigh add 10.1.{number}.2 lladdr 02:00:00:00:00:02 dev a{number} nud permanent")
    if kind == "token-bucket":
        sh(f"tc qdisc add dev a{number} root {spec}")
    else:
        sh(f"tc qdisc add dev a{number} root handle 1: htb default 1")
        sh(f"tc class add dev a{number} parent 1: classid 1:1 htb rate 100kbit ceil 100kbit "
           f"burst {BURST * WIRE} cburst {BURST * WIRE} quantum 1500")
        sh(f"tc qdisc add dev a{number} parent 1:1 handle 10: {spec}")
    found[kind] = {"sent": [], "arrived": {}}
    threading.Thread(target=receive, args=(f"b{number}", found[kind]["arrived"], over)).start()
begin = time.time() + 1
for number, kind in enumerate(KINDS):
    pattern = BURSTS if kind == "token-bucket" else STEADY
    threads.append(threading.Thread(target=send, args=(number, pattern, begin, found[kind]["sent"])))
    threads[-1].start()
for thread in threads:
    thread.join()
time.sleep(3)
over.set()
print(json.dumps(found))
