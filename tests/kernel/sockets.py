"""Real sockets of Linux on the hosts of a scenario: a host is a network namespace, a link or LAN a bridge, an interface a pair of veth.

Standard input, a line of JSON each: first the network (hosts, their interfaces and routes), then calls as they come,
    {"id": 1, "host": "bob", "call": "socket", "type": "stream"}
    {"id": 2, "socket": 1, "call": "bind", "address": "10.0.0.2", "port": 7000}
Standard output: {"ready": true}, then for each call what it returned, as it returns,
    {"id": 1, "socket": 1}
    {"id": 2, "address": "10.0.0.2", "port": 7000}
    {"id": 3, "errno": "EADDRINUSE"}
The calls are those of Python's socket module, with its meaning of a timeout; one that waits does not hold up others. To be run as root of
a user namespace (unshare -rn), and it ends with its input; the kernel removes all that it has made.
"""
import ctypes
import errno
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time

CLONE_NEWNET = 0x40000000  # linux/sched.h
SOMAXCONN = 4096  # listen(2): net.core.somaxconn
LIBC = ctypes.CDLL(None, use_errno=True)

# Two names are one number on Linux; socket programmers know this one.
NAMES = {**errno.errorcode, errno.EOPNOTSUPP: "EOPNOTSUPP", errno.EAGAIN: "EAGAIN"}

SYSCTLS = {
    # An error for each datagram: how often a host may send them is no matter of sockets.
    "net/ipv4/icmp_ratelimit": "0",
    "net/ipv4/icmp_msgs_per_sec": "1000000",
    "net/ipv4/icmp_msgs_burst": "1000000",
    "net/ipv6/conf/all/disable_ipv6": "1",
    "net/ipv6/conf/default/disable_ipv6": "1",
}


def enter(namespace):
    if LIBC.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def new_namespace(forwards):
    """A network namespace of its own; the calling thread is in it afterwards."""
    if LIBC.unshare(CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, value in {**SYSCTLS, "net/ipv4/ip_forward": str(int(forwards))}.items():
        try:
            with open("/proc/sys/" + name, "w") as file:
                file.write(value)
        except OSError:
            pass  # Older kernels have some of them for the whole machine.
    return os.open("/proc/self/ns/net", os.O_RDONLY)


def ip(namespace, lines):
    enter(namespace)
    done = subprocess.run(["ip", "-batch", "-"], input="\n".join(lines), text=True, capture_output=True)
    if done.returncode:
        sys.exit("ip: " + done.stderr)


class Network:
    def __init__(self, plan):
        self.hosts = {host["name"]: host for host in plan["hosts"]}
        self.switch = new_namespace(forwards=False)
        self.namespaces = {}
        ip(self.switch, [line for name in plan["media"] for line in (
            f"link add name {name} type bridge mcast_snooping 0 stp_state 0 forward_delay 0", f"link set dev {name} up")])
        for name in self.hosts:
            self.start(name)
        self.await_ports()

    def start(self, name):
        host = self.hosts[name]
        space = self.namespaces[name] = new_namespace(host["forwards"])
        there, here = [], ["link set dev lo up"]
        for number, at in enumerate(host["interfaces"]):
            there.append(
                f"link add name {at['port']} type veth peer name eth{number} address {at['mac']} netns /proc/{os.getpid()}/fd/{space}")
            there.append(f"link set dev {at['port']} master {at['medium']} up")
            here += [f"address add {at['address']}/{at['prefix']} broadcast + dev eth{number}", f"link set dev eth{number} up"]
        ip(self.switch, there)
        ip(space, here + [f"route add {route}" for route in host["routes"]])

    def await_ports(self):
        """A bridge forwards to a port a moment after its interface is up."""
        enter(self.switch)
        while True:
            shown = subprocess.run(["ip", "-json", "-details", "link", "show", "type", "bridge_slave"], text=True, capture_output=True)
            states = {link["ifname"]: link["linkinfo"]["info_slave_data"]["state"] for link in json.loads(shown.stdout) if link}
            if all(state == "forwarding" for state in states.values()):
                return
            time.sleep(0.002)

    def stop(self, name):
        """Cuts the host off. What was its namespace goes with its last socket."""
        ip(self.switch, [f"link delete dev {at['port']}" for at in self.hosts[name]["interfaces"]])
        os.close(self.namespaces.pop(name))


class Waiting:
    """A call that waits until its socket is ready, or its time is over."""

    def __init__(self, request, real, events, attempt):
        timeout = request.get("timeout")
        self.request, self.real, self.events, self.attempt = request, real, events, attempt
        self.deadline = None if timeout is None else time.monotonic() + timeout


class Interpreter:
    def __init__(self, network):
        self.network = network
        self.sockets = {}  # number: (host, socket)
        self.waiting = []
        self.last = 0

    def add(self, host, real):
        real.setblocking(False)
        self.last += 1
        self.sockets[self.last] = (host, real)
        return self.last

    def handle(self, request):
        call = request["call"]
        if call in ("socket", "crash", "restart"):
            return self.answer(request, lambda: getattr(self, call)(request))
        if request["socket"] not in self.sockets:
            return reply(request, errno="EBADF")
        host, real = self.sockets[request["socket"]]
        if call in CALLS:
            return self.answer(request, lambda: CALLS[call](real, request))
        events, attempt = {
            "accept": lambda: (select.POLLIN, lambda: self.accept(host, real)),
            "recv": lambda: (select.POLLIN, lambda: receive(real, request)),
            "send": lambda: (select.POLLOUT, sending(real, request)),
            "connect": lambda: (select.POLLOUT, connecting(real, request)),
        }[call]()
        self.attempt(Waiting(request, real, events, attempt))

    def socket(self, request):
        enter(self.network.namespaces[request["host"]])
        kind = socket.SOCK_STREAM if request["type"] == "stream" else socket.SOCK_DGRAM
        return {"socket": self.add(request["host"], socket.socket(socket.AF_INET, kind))}

    def crash(self, request):
        """The host is gone, and nobody hears of it: its calls get no answer, its connections send no end."""
        self.network.stop(request["host"])
        gone = {number for number, (host, _) in self.sockets.items() if host == request["host"]}
        self.waiting = [call for call in self.waiting if call.request["socket"] not in gone]
        for number in gone:
            abort(self.sockets.pop(number)[1])

    def restart(self, request):
        self.network.start(request["host"])
        self.network.await_ports()

    def accept(self, host, real):
        connection, (address, port) = real.accept()
        return {"socket": self.add(host, connection), "address": address, "port": port}

    def answer(self, request, make):
        try:
            reply(request, **(make() or {}))
        except OSError as failure:
            reply(request, errno=NAMES[failure.errno])
        if request["call"] == "close":
            self.sockets.pop(request["socket"], None)

    def attempt(self, call):
        try:
            reply(call.request, **(call.attempt() or {}))
        except BlockingIOError:
            if call.deadline is None or time.monotonic() < call.deadline:
                self.waiting.append(call)
                return
            if call.request["call"] == "connect":
                disconnect(call.real)
            reply(call.request, errno="ETIMEDOUT")
        except OSError as failure:
            reply(call.request, errno=NAMES[failure.errno])

    def run(self):
        lines = sys.stdin.fileno()
        buffer = b""
        while True:
            poll = select.poll()
            poll.register(lines, select.POLLIN)
            events = {}
            for call in self.waiting:
                events[call.real.fileno()] = events.get(call.real.fileno(), 0) | call.events
            for fd, mask in events.items():
                poll.register(fd, mask)
            due = min((call.deadline for call in self.waiting if call.deadline is not None), default=None)
            ready = dict(poll.poll(None if due is None else max(0, due - time.monotonic()) * 1000 + 1))
            if lines in ready:
                more = os.read(lines, 1 << 20)
                if not more:
                    return
                *whole, buffer = (buffer + more).split(b"\n")
                for line in whole:
                    self.handle(json.loads(line))
            self.go_on(ready)

    def go_on(self, ready):
        calls, self.waiting = self.waiting, []
        for call in calls:
            if call.real.fileno() < 0:
                reply(call.request, errno="EBADF")
            elif call.real.fileno() in ready or (call.deadline is not None and time.monotonic() >= call.deadline):
                self.attempt(call)
            else:
                self.waiting.append(call)


def reply(request, **result):
    print(json.dumps({"id": request["id"], **result}), flush=True)


def endpoint(request):
    return request["address"], request["port"]


def bind(real, request):
    real.bind(endpoint(request))
    address, port = real.getsockname()
    return {"address": address, "port": port}


def sendto(real, request):
    return {"sent": real.sendto(bytes.fromhex(request["data"]), endpoint(request))}


def receive(real, request):
    """What a blocking call says: one that does not block finds EAGAIN for ever on a datagram socket whose reading was shut down."""
    real.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 1000))
    real.setblocking(True)
    try:
        data, sender = real.recvfrom(request["size"])
    finally:
        real.setblocking(False)
    address, port = sender or ("0.0.0.0", 0)
    return {"data": data.hex(), "address": address, "port": port}


def sending(real, request):
    """All of it, as sendall(): each attempt goes on where the last one ended."""
    rest = [memoryview(bytes.fromhex(request["data"]))]
    size = len(rest[0])

    def attempt():
        while True:
            rest[0] = rest[0][real.send(rest[0]):]
            if not rest[0]:
                return {"sent": size}
    return attempt


def connecting(real, request):
    """What a blocking connect() says: the kernel tells the outcome of the first call to the next one (connect(2), EINPROGRESS)."""
    began = []

    def attempt():
        try:
            real.connect(endpoint(request))
        except BlockingIOError as failure:
            if failure.errno == errno.EALREADY and not began:
                raise OSError(failure.errno, "connect") from None
            began.append(True)
            raise
    return attempt


def disconnect(real):
    """Gives up connecting, as with the end of the timeout the call of a scenario does (connect(2), AF_UNSPEC)."""
    LIBC.connect(real.fileno(), struct.pack("H14x", socket.AF_UNSPEC), 16)
    real.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


def shutdown(real, request):
    real.shutdown({"read": socket.SHUT_RD, "write": socket.SHUT_WR, "both": socket.SHUT_RDWR}[request["how"]])


def set_option(real, request):
    if "group" in request:
        name = {"join-group": socket.IP_ADD_MEMBERSHIP, "leave-group": socket.IP_DROP_MEMBERSHIP}[request["option"]]
        real.setsockopt(socket.IPPROTO_IP, name, struct.pack("4sI", socket.inet_aton(request["group"]), socket.INADDR_ANY))
        return
    level, name = {
        "broadcast": (socket.SOL_SOCKET, socket.SO_BROADCAST),
        "reuse-address": (socket.SOL_SOCKET, socket.SO_REUSEADDR),
        "ttl": (socket.IPPROTO_IP, socket.IP_TTL),
        "multicast-ttl": (socket.IPPROTO_IP, socket.IP_MULTICAST_TTL),
        "no-delay": (socket.IPPROTO_TCP, socket.TCP_NODELAY),
        "dscp": (socket.IPPROTO_IP, socket.IP_TOS),
    }[request["option"]]
    value = request["value"] << 2 if request["option"] == "dscp" else request["value"]
    real.setsockopt(level, name, value)


def abort(real):
    real.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    real.close()


CALLS = {
    "bind": bind,
    "listen": lambda real, request: real.listen(request.get("backlog", SOMAXCONN)),
    "sendto": sendto,
    "shutdown": shutdown,
    "setsockopt": set_option,
    "close": lambda real, request: real.close(),
}


if __name__ == "__main__":
    network = Network(json.loads(sys.stdin.buffer.raw.readline()))
    print(json.dumps({"ready": True}), flush=True)
    Interpreter(network).run()
