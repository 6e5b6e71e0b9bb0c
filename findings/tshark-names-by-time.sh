#!/usr/bin/env bash
# Guess: at the receiver, a segment that only took another way and comes after its successors is 'Out-Of-Order'; 'Fast Retransmission'
#        is said of a copy of one that was seen before.
# Seen:  nothing tells the two apart but the clock. The only copy of a segment, behind three duplicate acknowledgements, is a 'Fast
#        Retransmission' within 20 ms of the last of them, 'Out-Of-Order' from there to one initial round-trip time, and a
#        'Retransmission' after that.
# With:  tshark 4.0.17 (Debian 12).
# Matters here: the capture of a link that reorders shows retransmissions that never were. The trace of the run knows better.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need tshark tshark

# A receiver's capture per argument: handshake with a round-trip time of 40 ms, segments 1 3 4 5 with their acknowledgements, a
# millisecond apart, and segment 2 so many milliseconds after the last of them. No segment stands there twice.
build <<'CS'
const byte Syn = 2, Ack = 16;
foreach (string argument in args)
{
    using var file = new BinaryWriter(File.Create(argument + ".pcap"));
    file.Write(0xa1b2c3d4);
    file.Write((ushort)2);
    file.Write((ushort)4);
    file.Write(0L);
    file.Write(65535);
    file.Write(101); // raw IP

    int now = 0;
    Packet(fromSender: true, 0, 0, Syn, 0);
    Packet(fromSender: false, 0, 1, Syn | Ack, 0);
    now += 40;
    Packet(fromSender: true, 1, 1, Ack, 0);
    foreach (uint segment in new uint[] { 0, 2, 3, 4 })
    {
        now++;
        Packet(fromSender: true, 1 + 1000 * segment, 1, Ack, 1000);
        Packet(fromSender: false, 1, 1001, Ack, 0);
    }

    now += int.Parse(argument);
    Packet(fromSender: true, 1001, 1, Ack, 1000);

    void Packet(bool fromSender, uint sequence, uint acknowledgement, byte flags, int length)
    {
        byte sender = (byte)(fromSender ? 1 : 2), receiver = (byte)(3 - sender);
        int total = 40 + length;
        byte[] packet = new byte[total];
        byte[] header =
        [
            0x45, 0, (byte)(total >> 8), (byte)total, 0, 0, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, sender, 10, 0, 0, receiver,
            0x1b, sender, 0x1b, receiver, .. Big(sequence), .. Big(acknowledgement), 0x50, flags, 0xff, 0xff, 0, 0, 0, 0,
        ];
        header.CopyTo(packet, 0);
        file.Write(1 + now / 1000);
        file.Write(now % 1000 * 1000);
        file.Write(total);
        file.Write(total);
        file.Write(packet);
    }

    static byte[] Big(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
CS

cd "$work"
"$program" 1 19 21 39 41
{
    tshark --version 2> /dev/null | head -n 1
    for after in 1 19 21 39 41; do
        info=$(tshark -r "$after.pcap" -Y frame.number==12 -T fields -e _ws.col.Info 2> /dev/null)
        echo "after $after ms: $(grep -o '^\[[^]]*\]' <<< "$info")"
    done
} | tee -a "$seen"

expect 'after 1 ms' '[TCP Fast Retransmission]'
expect 'after 19 ms' '[TCP Fast Retransmission]'
expect 'after 21 ms' '[TCP Out-Of-Order]'
expect 'after 39 ms' '[TCP Out-Of-Order]'
expect 'after 41 ms' '[TCP Retransmission]'
verdict
