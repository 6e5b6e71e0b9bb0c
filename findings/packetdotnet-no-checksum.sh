#!/usr/bin/env bash
# Guess: in UDP a checksum of 0 means none, and a sum that comes to 0 is sent as ffff (RFC 768). So a datagram without a checksum has
#        nothing wrong, and UpdateUdpChecksum never writes 0.
# Seen:  ValidUdpChecksum is false without a checksum, as for a damaged datagram; and UpdateUdpChecksum writes 0 for one datagram in
#        65 536, which it then calls valid.
# With:  PacketDotNet 1.4.8 on .NET 10.
# Matters here: a test that reads a capture with it must look at the field before it calls a checksum bad, and packets that it made
#        are no reference for that field.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

csharp PacketDotNet=1.4.8 <<'CS'
using System.Net;
using PacketDotNet;

Report("computed", udp => udp.UpdateUdpChecksum());
Report("none", udp => udp.Checksum = 0);
Report("damaged", udp => udp.Checksum ^= 0x0101);

// Of all values of two bytes of payload one brings the sum to 0.
for (int value = 0; value <= ushort.MaxValue; value++)
{
    UdpPacket udp = NewPacket((ushort)value);
    udp.UpdateUdpChecksum();
    if (udp.Checksum is not 0 and not ushort.MaxValue) continue;
    Console.WriteLine($"a sum of 0 is written as: {udp.Checksum:x4}");
    Console.WriteLine($"a sum of 0, valid: {udp.ValidUdpChecksum}");
    break;
}

void Report(string name, Action<UdpPacket> change)
{
    UdpPacket udp = NewPacket(0x4142);
    udp.UpdateUdpChecksum();
    change(udp);
    UdpPacket read = Packet.ParsePacket(LinkLayers.Raw, udp.ParentPacket.Bytes).Extract<UdpPacket>();
    Console.WriteLine($"{name}, valid: {read.ValidUdpChecksum}");
}

UdpPacket NewPacket(ushort payload)
{
    var udp = new UdpPacket(7001, 7002) { PayloadData = [(byte)(payload >> 8), (byte)payload] };
    var ip = new IPv4Packet(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")) { PayloadPacket = udp };
    ip.UpdateCalculatedValues();
    udp.UpdateCalculatedValues();
    return udp;
}
CS

expect 'computed, valid' True
expect 'none, valid' False
expect 'damaged, valid' False
expect 'a sum of 0 is written as' 0000
verdict
