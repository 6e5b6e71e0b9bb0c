"""A path from a sender over a router to a receiver inside one kernel, for scripts that run as root in user-mode-linux (Debian's 6.1).

The router's port to the receiver is a link of so many Mbit/s (a shaper, tbf) with a queue discipline below it; acknowledgements take the
round trip's delay (netem). Packets are not put together by segmentation offload.
"""
import socket
import struct
import subprocess
import threading
import time

SO_SNDBUFFORCE, SO_RCVBUFFORCE, TCP_INFO, CLONE_NEWNET = 32, 33, 11, 0x40000000
BUFFER = 1 << 20


def sh(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    return done.stdout


def within(name):
    """A namespace of the network, as threads enter it."""
    import ctypes
    with open(f"/run/netns/{name}") as space:
        if ctypes.CDLL(None, use_errno=True).setns(space.fileno(), CLONE_NEWNET):
            raise OSError("setns")


class Path:
    def __init__(self, number, rate, round_trip, discipline, settings=()):
        self.names = a, r, b = f"a{number}", f"r{number}", f"b{number}"
        for name in self.names:
            sh(f"ip netns add {name}; ip -n {name} link set lo up")
        sh(f"ip link add p0 netns {a} type veth peer name p0 netns {r}; ip link add p1 netns {r} type veth peer name p0 netns {b}")
        for name, port, address in ((a, "p0", "10.0.0.1"), (r, "p0", "10.0.0.2"), (r, "p1", "10.0.1.2"), (b, "p0", "10.0.1.1")):
            sh(f"ip -n {name} addr add {address}/24 dev {port}; ip -n {name} link set {port} up gso_max_segs 1 txqueuelen 10000")
        sh(f"ip -n {a} route add default via 10.0.0.2 {' '.join(settings)}; ip -n {b} route add default via 10.0.1.2")
        sh("echo 20000 30000 40000 > /proc/sys/net/ipv4/tcp_mem")
        sh(f"ip netns exec {r} sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'")
        for name in (a, b):
            sh(f"ip netns exec {name} sh -c 'echo reno > /proc/sys/net/ipv4/tcp_congestion_control; "
               "echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save'")
        sh(f"tc -n {b} qdisc add dev p0 root netem delay {round_trip} limit 100000")
        sh(f"tc -n {r} qdisc add dev p1 root handle 1: tbf rate {rate}mbit burst 1600 limit 10000000")
        sh(f"tc -n {r} qdisc add dev p1 parent 1:1 handle 10: {discipline}")

    def statistics(self):
        """Packets that the discipline sent and dropped."""
        words = sh(f"tc -n {self.names[1]} -s qdisc show dev p1 | sed -n '/ 10: /,$p'").replace(",", "").replace(")", "").split()
        return int(words[words.index("pkt") - 1]), int(words[words.index("(dropped") + 1])

    def transfer(self, seconds, flows=1, every=None):
        """Bytes that arrived, by flow; the mean of the smoothed round trip in ms; with every, the drops so far after each such time."""
        received, round_trips, over = [0] * flows, [[] for _ in range(flows)], threading.Event()
        listening = threading.Event()

        def receive():
            within(self.names[2])
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER)
            listener.bind(("10.0.1.1", 5001))
            listener.listen(flows)
            listening.set()
            for index in range(flows):
                threading.Thread(target=read, args=(index, listener.accept()[0]), daemon=True).start()

        def read(index, connection):
            while not over.is_set():
                count = len(connection.recv(1 << 16))
                if not over.is_set():
                    received[index] += count

        def send(index):
            within(self.names[0])
            time.sleep(0.1 * index)
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, BUFFER)
            connection.connect(("10.0.1.1", 5001))
            connection.settimeout(1)
            block = bytes(1 << 13)
            while not over.is_set():
                try:
                    connection.send(block)
                except (socket.timeout, ConnectionError):
                    continue
                round_trips[index].append(struct.unpack("I", connection.getsockopt(socket.IPPROTO_TCP, TCP_INFO, 72)[68:72])[0] / 1000)

        threading.Thread(target=receive, daemon=True).start()
        listening.wait()
        for index in range(flows):
            threading.Thread(target=send, args=(index,), daemon=True).start()
        begin, drops = time.monotonic(), []
        while (left := begin + seconds - time.monotonic()) > 0:
            time.sleep(min(left, every or left))
            if every:
                drops.append(self.statistics()[1])
        over.set()
        return list(received), [sum(each) / len(each) for each in round_trips], drops
