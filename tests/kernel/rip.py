"""bird, a router, at one end of a cable, and whoever runs this at the other: in network namespaces, with real packets of RIP.

Usage: rip.py CONFIGURATION    where bird's file is; its end of the cable is 'theirs' with 10.0.0.2/24, the other one has 10.0.0.1/24.
Standard input, a line of JSON each: {"send": "0201…", "to": "224.0.0.9", "port": 520}, a message from port 520 with a time to live
    of 1; {"ask": "show route"}, a command to bird.
Standard output: {"ready": true}, then {"received": "0202…", "from": "10.0.0.2", "port": 520} for each message, and {"said": "…"} of bird.
To be run as root of a user namespace (unshare -rn), and it ends with its input; the kernel removes the cable, and bird ends too.
"""
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time

OURS = socket.inet_aton("10.0.0.1")
GROUP = socket.inet_aton("224.0.0.9")
THERE = """
ip link set dev lo up
echo here
read cable
ip address add 10.0.0.2/24 dev theirs
ip link set dev theirs up
exec bird -f -c "$0" -s "$1" >&2
"""


def run(*command):
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def start_bird(configuration, control):
    bird = subprocess.Popen(["unshare", "-n", "sh", "-ec", THERE, configuration, control], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    bird.stdout.readline()
    run("ip", "link", "set", "dev", "lo", "up")
    run("ip", "link", "add", "name", "ours", "type", "veth", "peer", "name", "theirs", "netns", str(bird.pid))
    run("ip", "address", "add", "10.0.0.1/24", "dev", "ours")
    run("ip", "link", "set", "dev", "ours", "up")
    bird.stdin.write(b"\n")
    bird.stdin.flush()
    while not os.path.exists(control):
        if bird.poll() is not None:
            sys.exit(f"bird ended with status {bird.returncode}")
        time.sleep(0.01)
    return bird


def open_socket():
    real = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    real.bind(("", 520))
    real.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, GROUP + OURS)
    real.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, OURS)
    real.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, struct.pack("B", 1))
    real.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, struct.pack("B", 0))
    real.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 1)
    return real


def say(message):
    print(json.dumps(message), flush=True)


def serve(real, control):
    while True:
        for ready in select.select([sys.stdin, real], [], [])[0]:
            if ready is real:
                data, (address, port) = real.recvfrom(65535)
                say({"received": data.hex(), "from": address, "port": port})
                continue
            line = sys.stdin.buffer.raw.readline()
            if not line:
                return
            order = json.loads(line)
            if "ask" in order:
                asked = subprocess.run(["birdc", "-s", control, order["ask"]], text=True, capture_output=True)
                say({"said": asked.stdout + asked.stderr})
            else:
                real.sendto(bytes.fromhex(order["send"]), (order["to"], order["port"]))


if __name__ == "__main__":
    path = os.path.abspath(sys.argv[1])
    there = start_bird(path, path + ".control")
    try:
        with open_socket() as ours:
            say({"ready": True})
            serve(ours, path + ".control")
    finally:
        there.kill()
