#!/usr/bin/env bash
# Guess: of packets with the same time, mergecap puts that of the file named first in front.
# Seen:  that of the file named last. The order of the packets of one file stays.
# With:  mergecap 4.0.17 (Wireshark of Debian 12).
# Matters here: in virtual time equal times are common. On a link without delay the receiver's copy stands before the sender's, unless
#        the receiver's capture is named first.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need mergecap wireshark-common
need tshark tshark
cd "$work"

# Two UDP packets, both at the full second; the port says which file they are from.
for file in 1 2 3; do
    for packet in 1 2; do
        printf '00:00:01.000000\n000000 %02x\n' "$packet"
    done | text2pcap -q -t '%H:%M:%S.' -u "700$file,9" - "$file.pcapng" > /dev/null 2>&1
done

merge() {
    mergecap -w merged.pcapng "$@"
    tshark -r merged.pcapng -T fields -e udp.srcport -e udp.payload 2> /dev/null | tr '\n\t' ' /' | sed 's/ $//'
}

{
    mergecap --version | head -n 1
    echo "mergecap 1 2 3: $(merge 1.pcapng 2.pcapng 3.pcapng)"
    echo "mergecap 3 2 1: $(merge 3.pcapng 2.pcapng 1.pcapng)"
} | tee -a "$seen"

expect 'mergecap 1 2 3' '7003/01 7003/02 7002/01 7002/02 7001/01 7001/02'
expect 'mergecap 3 2 1' '7001/01 7001/02 7002/01 7002/02 7003/01 7003/02'
verdict
