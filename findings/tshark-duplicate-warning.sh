#!/usr/bin/env bash
# Guess: the copy of a segment that came twice is worth a note or a warning, and the acknowledgement that tells the sender of it (D-SACK,
#        RFC 2883) is an everyday option, worth no more than the SACK of a hole.
# Seen:  the copy is a note, and so is the SACK of a hole, as a duplicate acknowledgement; the D-SACK is a warning.
# With:  tshark 4.0.17 (Debian 12).
# Matters here: who filters a capture for warnings to find what is wrong with a TCP finds each correct report of a harmless copy. Tests
#        that ask tshark whether a capture is clean leave D-SACK out.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need tshark tshark

# A handshake with SACK, then segments 1, 1 again and 3 of 1000 bytes: the second copy is answered by a D-SACK, the third by the SACK of a
# hole.
build <<'CS'
const byte Syn = 2, Ack = 16;
using var file = new BinaryWriter(File.Create(args[0]));
file.Write(0xa1b2c3d4);
file.Write((ushort)2);
file.Write((ushort)4);
file.Write(0L);
file.Write(65535);
file.Write(101); // raw IP

int now = 0;
byte[] permitted = [4, 2, 1, 1];
Packet(fromSender: true, 0, 0, Syn, permitted, 0);
Packet(fromSender: false, 0, 1, Syn | Ack, permitted, 0);
Packet(fromSender: true, 1, 1, Ack, [], 0);
Packet(fromSender: true, 1, 1, Ack, [], 1000);
Packet(fromSender: false, 1, 1001, Ack, [], 0);
now += 300;
Packet(fromSender: true, 1, 1, Ack, [], 1000);
Packet(fromSender: false, 1, 1001, Ack, Blocks(1, 1001), 0);
Packet(fromSender: true, 2001, 1, Ack, [], 1000);
Packet(fromSender: false, 1, 1001, Ack, Blocks(2001, 3001), 0);

static byte[] Blocks(uint from, uint to) => [1, 1, 5, 10, .. Big(from), .. Big(to)];

static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

void Packet(bool fromSender, uint sequence, uint acknowledgement, byte flags, byte[] options, int length)
{
    byte sender = (byte)(fromSender ? 1 : 2), receiver = (byte)(3 - sender);
    int total = 40 + options.Length + length;
    byte[] packet = new byte[total];
    byte[] header =
    [
        0x45, 0, (byte)(total >> 8), (byte)total, 0, 0, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, sender, 10, 0, 0, receiver,
        0x1b, sender, 0x1b, receiver, .. Big(sequence), .. Big(acknowledgement), (byte)((20 + options.Length) / 4 << 4), flags, 0xff, 0xff,
        0, 0, 0, 0, .. options,
    ];
    header.CopyTo(packet, 0);
    now += 10;
    file.Write(1 + now / 1000);
    file.Write(now % 1000 * 1000);
    file.Write(total);
    file.Write(total);
    file.Write(packet);
}
CS

"$program" "$work/copy.pcap"
severity() {
    local values
    values=$(tshark -r "$work/copy.pcap" -Y "frame.number==$1" -T fields -E aggregator=, -e _ws.expert.severity 2> /dev/null)
    case ,$values, in
        *,8388608,*) echo error ;;
        *,6291456,*) echo warning ;;
        *,4194304,*) echo note ;;
        *) echo 'none of these' ;;
    esac
}
{
    tshark --version 2> /dev/null | head -n 1
    echo "the copy: $(severity 6)"
    echo "its D-SACK: $(severity 7)"
    echo "the SACK of a hole: $(severity 9)"
} | tee -a "$seen"

expect 'the copy' note
expect 'its D-SACK' warning
expect 'the SACK of a hole' note
verdict
