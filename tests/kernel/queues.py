"""Which packets Linux's queue disciplines drop: to be run as root in a kernel that has them (user-mode-linux, Debian's 6.1).

A packet of 1264 B every 81 ms comes to a link of 100 kbit/s, where it takes 101 ms: 1.25 times the rate, for 30 s. All disciplines run
side by side, each on a pair of virtual links. Prints a line of JSON: by discipline, how many came and which arrived.
"""
import json
import socket
import struct
import subprocess
import sys
import threading
import time

WIRE = 1264
INTERVAL = WIRE * 8 / 100e3 / 1.25
PACKETS = int(30 / INTERVAL)
KINDS = {
    "droptail": "pfifo limit 9",
    "red": "red limit 200000 min 6460 max 19380 avpkt 1292 burst 8 bandwidth 100kbit probability 0.1",
    "codel": "codel limit 1000 target 50ms interval 1s noecn",
    "fq-codel": "fq_codel limit 1000 target 50ms interval 1s noecn",
    "pie": "pie limit 1000 target 150ms tupdate 150ms noecn",
}


def sh(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr}")


def receive(link, arrived, over):
    raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    raw.bind((link, 0))
    raw.settimeout(0.5)
    while not over.is_set():
        try:
            arrived.append(struct.unpack("!I", raw.recv(2000)[42:46])[0])
        except socket.timeout:
            pass


def send(number, begin):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUFFORCE if hasattr(socket, "SO_SNDBUFFORCE") else 32, 8 << 20)
    for i in range(PACKETS):
        time.sleep(max(0, begin + i * INTERVAL - time.monotonic()))
        udp.sendto(struct.pack("!I", i) + bytes(WIRE - 42 - 4), (f"10.1.{number}.2", 9))


arrivals, threads, over = {}, [], threading.Event()
for number, (kind, spec) in enumerate(KINDS.items()):
    sh(f"ip link add a{number} type veth peer name b{number}")
    sh(f"ip addr add 10.1.{number}.1/24 dev a{number}; ip link set a{number} up; ip link set b{number} up")
    sh(f"ip neigh add 10.1.{number}.2 lladdr 02:00:00:00:00:02 dev a{number} nud permanent")
    sh(f"tc qdisc add dev a{number} root handle 1: tbf rate 100kbit burst 1300 limit 2000000")
    sh(f"tc qdisc add dev a{number} parent 1:1 handle 10: {spec}")
    arrivals[kind] = []
    threading.Thread(target=receive, args=(f"b{number}", arrivals[kind], over)).start()
begin = time.monotonic() + 0.5
for number in range(len(KINDS)):
    threads.append(threading.Thread(target=send, args=(number, begin)))
    threads[-1].start()
for thread in threads:
    thread.join()
time.sleep(3)
over.set()
print(json.dumps({"packets": PACKETS, "arrived": arrivals}))
