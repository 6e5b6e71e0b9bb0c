"""One TCP connection of Linux whose packets leave by a TUN device; what is beyond the device is the caller's.

Standard input and output are frames: a letter, a length (4 bytes, big endian), and so many bytes. 'P' is an IP packet that came from the
device or goes to it. 'J' is JSON: in, first of all, what to do; out, {"ready": true} once it may begin, and at the end what came of it:
    {"read": 1000, "written": 70, "wrong": null, "errno": null, "info": {...}, "counters": {...}}
To be run as root of a user namespace (unshare -rn), and it ends with its input; the kernel removes all that it has made.
"""
import errno
import fcntl
import json
import os
import random
import select
import socket
import struct
import subprocess
import sys
import threading
import time

TUNSETIFF = 0x400454CA  # linux/if_tun.h
IFF_TUN_NO_PI = 0x1001
TCP_CLOSE = 7  # include/net/tcp_states.h
HERE, THERE, PORT = "10.0.0.1", "10.0.0.2", 7000

SYSCTLS = {
    "ipv6/conf/all/disable_ipv6": "1",
    "ipv6/conf/default/disable_ipv6": "1",
    "ipv4/tcp_synack_retries": "12",
}

ROW = bytes(i * 31 & 255 for i in range(256))
ADDING = [bytes((byte + key) & 255 for byte in range(256)) for key in range(256)]
CONTENT = b"".join(ROW.translate(ADDING[row * 7 & 255]) for row in range(256))


def content(key, position, size):
    """Bytes of a stream, so that one out of place is seen; they repeat after 64 KiB."""
    done = b""
    while len(done) < size:
        start = (position + len(done)) & 0xFFFF
        done += CONTENT[start:start + size - len(done)]
    return done.translate(ADDING[key])


class Frames:
    def __init__(self):
        self.writing = threading.Lock()

    def give(self, kind, content):
        with self.writing:
            sys.stdout.buffer.write(kind + struct.pack(">I", len(content)) + content)
            sys.stdout.buffer.flush()

    def say(self, **what):
        self.give(b"J", json.dumps(what).encode())

    def take(self):
        head = sys.stdin.buffer.read(5)
        if len(head) < 5:
            os._exit(0)
        return head[:1], sys.stdin.buffer.read(struct.unpack(">I", head[1:])[0])


def open_tun(mtu):
    for name, value in SYSCTLS.items():
        try:
            with open("/proc/sys/net/" + name, "w") as file:
                file.write(value)
        except OSError:
            pass  # Not every kernel has them.
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", b"tun0", IFF_TUN_NO_PI))
    lines = ["link set dev lo up", f"link set dev tun0 mtu {mtu} txqueuelen 10000 up", f"address add {HERE} peer {THERE} dev tun0"]
    done = subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, capture_output=True)
    if done.returncode:
        sys.exit("ip: " + done.stderr)
    return tun


def carry(frames, tun):
    def outward():
        while True:
            frames.give(b"P", os.read(tun, 1 << 16))

    def inward():
        while True:
            _, packet = frames.take()
            try:
                os.write(tun, packet)
            except OSError:
                pass  # A corrupted packet may be none of IP's.

    for work in (outward, inward):
        threading.Thread(target=work, daemon=True).start()


def connect(plan, ready):
    real = socket.socket()
    real.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for name in ("SO_RCVBUF", "SO_SNDBUF"):
        if plan[name] is not None:
            real.setsockopt(socket.SOL_SOCKET, getattr(socket, name), plan[name])
    try:
        real.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, plan["congestion"].encode())
    except FileNotFoundError:
        pass  # A kernel without it takes its own.
    real.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, plan["noDelay"])
    real.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, 12)
    real.bind((HERE, PORT))
    if plan["connects"]:
        ready()
        real.connect((THERE, PORT))
        return real
    real.listen()
    ready()
    return real.accept()[0]


class User:
    """What the application at this end does: writes and reads in pieces, each when it likes, and closes when both are over."""

    def __init__(self, real, plan):
        self.real, self.plan = real, plan
        self.luck = random.Random(plan["seed"])
        self.written = self.read = 0
        self.wrong = None
        self.shut = self.ended = self.aborted = False
        self.reads_from = time.monotonic() + plan["stall"]
        real.setblocking(False)

    def run(self):
        while not self.aborted:
            self.shut_if_done()
            if self.shut and self.ended:
                return
            now = time.monotonic()
            stalls = now < self.reads_from
            events = 0 if self.ended or stalls else select.POLLIN
            if self.written < self.plan["write"] and (self.ended or not self.plan["writesAfterPeer"]):
                events |= select.POLLOUT
            poll = select.poll()
            poll.register(self.real, events)
            for _, happened in poll.poll(1000 * (self.reads_from - now) if stalls else None):
                self.act(happened)
            time.sleep(self.luck.uniform(0, self.plan["pause"]) if events else 0.01)

    def act(self, happened):
        if happened & (select.POLLERR | select.POLLHUP) and not happened & select.POLLIN:
            self.fail_or_go_on()
        if happened & select.POLLIN:
            self.receive()
        if happened & select.POLLOUT:
            size = min(self.luck.randint(1, 5000), self.plan["write"] - self.written)
            self.written += self.real.send(content(self.plan["key"], self.written, size))

    def shut_if_done(self):
        if self.written == self.plan["write"] and not self.shut and (self.ended or not self.plan["writesAfterPeer"]):
            self.real.shutdown(socket.SHUT_WR)
            self.shut = True

    def fail_or_go_on(self):
        failed = self.real.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failed:
            raise OSError(failed, "reset")

    def receive(self):
        data = self.real.recv(self.luck.randint(1, 5000))
        self.ended = not data
        due = content(self.plan["peerKey"], self.read, len(data))
        if data != due and self.wrong is None:
            self.wrong = self.read + next(i for i in range(len(data)) if data[i] != due[i])
        self.read += len(data)
        limit = self.plan["abortsAfter"]
        self.aborted = limit is not None and self.read >= limit


def info(real):
    """Some of struct tcp_info (linux/tcp.h)."""
    raw = real.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
    words = struct.unpack_from("24I", raw, 8)
    return {
        "state": raw[0], "timestamps": bool(raw[5] & 1), "sack": bool(raw[5] & 2), "windowScale": bool(raw[5] & 4),
        "ecn": bool(raw[5] & 8), "segmentSize": words[2], "roundTrip": words[15] / 1e6, "retransmissions": words[23],
    }


def counters():
    found = {}
    for name in ("snmp", "netstat"):
        with open("/proc/net/" + name) as file:
            lines = [line.split() for line in file]
        for names, values in zip(lines[::2], lines[1::2]):
            found.update(zip(names[1:], map(int, values[1:])) if names[0] in ("Tcp:", "TcpExt:") else ())
    return {name: value for name, value in found.items() if value}


def main():
    frames = Frames()
    _, first = frames.take()
    plan = json.loads(first)
    tun = open_tun(plan["mtu"])
    carry(frames, tun)
    failure, known, user = None, {}, None
    try:
        real = connect(plan, lambda: frames.say(ready=True))
        user = User(real, plan)
        user.run()
        known = info(real)
        if user.aborted:
            real.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            real.close()
        while not user.aborted and known["state"] != TCP_CLOSE:
            time.sleep(0.005)
            known = info(real)
    except OSError as error:
        failure = errno.errorcode.get(error.errno, str(error))
    frames.say(read=user.read if user else 0, written=user.written if user else 0, wrong=user.wrong if user else None,
               errno=failure, info=known, counters=counters())
    threading.Event().wait()


main()
