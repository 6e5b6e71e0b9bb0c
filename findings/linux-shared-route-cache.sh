#!/usr/bin/env bash
# Guess: what is sent to a group has nothing to do with how a host is reached.
# Seen:  routes that differ by their prefix alone share a cache for each processor. If the first packet by them goes to a group, the cached
#        route says 'multicast' for the others too: connect() to a host gives ENETUNREACH, and 'ip route get' shows it. With a metric of
#        its own for the route to groups, all is well.
# With:  Linux 6.18, iproute2 6.1.0; routes 224.0.0.0/4 and 10.0.0.2/32 by one interface, nobody on this host being in the group.
# Matters here: hosts of the kernel's arm of the socket tests have just these two routes.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need python3 python3
need ip iproute2
need unshare util-linux

cat > "$work/routes.py" <<'PY'
import os
import socket
import subprocess
import sys


def sh(line):
    return subprocess.run(line, shell=True, check=True, capture_output=True, text=True).stdout


def connect():
    with socket.socket() as stream:
        stream.settimeout(0.2)
        try:
            stream.connect(("10.0.0.2", 9))
        except OSError as failure:
            return type(failure).__name__ if failure.errno is None else os.strerror(failure.errno)


os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
sh("ip link add name eth0 type veth peer name eth1; ip address add 10.0.1.1/24 dev eth0; ip link set dev eth0 up; ip link set dev eth1 up")
sh(f"ip route add 224.0.0.0/4 dev eth0 {sys.argv[1]}; ip route add 10.0.0.2/32 dev eth0")
sh("ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev eth0 nud permanent")
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("239.1.2.3", 9))
print(f"{connect()}, ip route get says {sh('ip route get 10.0.0.2').split()[0]}")
PY

{
    uname -r
    echo "one metric: $(unshare -rn python3 "$work/routes.py" "")"
    echo "a metric each: $(unshare -rn python3 "$work/routes.py" "metric 1")"
} | tee -a "$seen"

expect 'one metric' 'Network is unreachable, ip route get says multicast'
expect 'a metric each' 'TimeoutError, ip route get says 10.0.0.2'
verdict
