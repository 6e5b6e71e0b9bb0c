using FsCheck.Xunit;
using NetComm.Sim.Packets;

namespace NetComm.Sim.Tests.Packets;

/// <summary>Decoders answer every sequence of bytes with a value or a defect, and never throw.</summary>
public sealed class HostileBytesTests
{
    private const int Cases = 2000;

    [Property(MaxTest = Cases)]
    public void Random_bytes(byte[] bytes) => ReadAsEverything(bytes);

    [Property(MaxTest = Cases)]
    public void A_plausible_start_and_then_random_bytes(byte choice, byte[] bytes)
    {
        byte[][] starts = [[0x45, 0, 0, 28], [0x4F, 0, 0, 60], [0, 1, 8, 0, 6, 4, 0, 1], [0, 53, 0, 53, 0, 8, 0, 0]];

        ReadAsEverything([.. starts[choice % starts.Length], .. bytes]);
    }

    private static void ReadAsEverything(byte[] bytes)
    {
        _ = EthernetHeader.Read(bytes, out _, out _);
        _ = ArpMessage.Read(bytes, out _);
        _ = Ipv4Header.Read(bytes, out _, out _);
        _ = UdpHeader.Read(bytes, 0, 0, out _, out _);
    }
}
