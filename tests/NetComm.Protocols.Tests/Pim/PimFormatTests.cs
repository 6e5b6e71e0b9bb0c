using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Pim;

namespace NetComm.Protocols.Tests.Pim;

public sealed class PimFormatTests
{
    private const uint Source = 0x0A000063;
    private const uint News = 0xEF010102;
    private const uint Upstream = 0x0A000101;
    private const uint AllPimRouters = 0xE000000D;

    private static readonly SimDuration HoldTime = SimDuration.FromSeconds(210);

    [Fact]
    public void A_hello_tells_the_hold_time_the_delays_of_prunes_and_the_generation()
    {
        Assert.Equal(
            "2000" + "0000" + "00010002" + "0069" + "00020004" + "01f4" + "09c4" + "00140004" + "deadbeef",
            HexWithoutChecksum(new PimMessage.Hello(SimDuration.FromSeconds(105), 0xDEADBEEF)));
    }

    [Fact]
    public void A_prune_names_the_upstream_neighbour_the_group_and_the_source()
    {
        var prune = new PimMessage.JoinPrune(Upstream, HoldTime, [PimGroup.Prune(Source, News)]);

        Assert.Equal(
            "2300" + "0000" + "01000a000101" + "00" + "01" + "00d2" + "01000020ef010102" + "0000" + "0001" + "010000200a000063",
            HexWithoutChecksum(prune));
    }

    [Fact]
    public void A_graft_is_a_join_of_another_type_and_its_confirmation_too()
    {
        const string rest = "0000" + "01000a000101" + "00" + "01" + "0000" + "01000020ef010102" + "0001" + "0000" + "010000200a000063";

        Assert.Equal("2600" + rest, HexWithoutChecksum(new PimMessage.Graft(Upstream, [PimGroup.Join(Source, News)])));
        Assert.Equal("2700" + rest, HexWithoutChecksum(new PimMessage.GraftAck(Upstream, [PimGroup.Join(Source, News)])));
    }

    [Fact]
    public void An_assert_tells_preference_and_metric()
    {
        // 2500 + 0100 + 0020 + ef01 + 0102 + 0100 + 0a00 + 0063 + 0000 + 0078 + 0000 + 0003 = 12201; 2201 + 1 = 2202; complement ddfd
        Assert.Equal(
            "2500" + "ddfd" + "01000020ef010102" + "01000a000063" + "00000078" + "00000003",
            Convert.ToHexStringLower(Bytes(new PimMessage.Assert(News, Source, 120, 3))));
    }

    [Property]
    public bool A_hello_is_read_again(ushort seconds, ushort delay, ushort interval, uint generation)
    {
        var hello = new PimMessage.Hello(SimDuration.FromSeconds(seconds), generation)
        {
            PropagationDelay = SimDuration.FromMilliseconds(delay & 0x7FFF),
            OverrideInterval = SimDuration.FromMilliseconds(interval),
        };

        return PimFormat.Read(Bytes(hello), out PimMessage? read) == Defect.None && read == hello;
    }

    [Property]
    public bool An_assert_is_read_again(uint group, uint source, uint preference, uint metric)
    {
        var message = new PimMessage.Assert(group, source, preference & PimMessage.Assert.InfinitePreference, metric);

        return PimFormat.Read(Bytes(message), out PimMessage? read) == Defect.None && read == message;
    }

    [Property]
    public void Joins_prunes_and_grafts_are_read_again(
    uint upstream, ushort seconds, byte choice, (uint Group, uint[] Joined, uint[] Pruned)[] fields)
    {
        PimGroup[] groups = [.. fields.Take(255).Select(group => new PimGroup(group.Group, group.Joined, group.Pruned))];
        PimMessage[] messages =
            [new PimMessage.JoinPrune(upstream, SimDuration.FromSeconds(seconds), groups), new PimMessage.Graft(upstream, groups),
                new PimMessage.GraftAck(upstream, groups)];
        PimMessage written = messages[choice % messages.Length];

        Defect defect = PimFormat.Read(Bytes(written), out PimMessage? read);

        Assert.Equal(Defect.None, defect);
        Assert.Equal(written.GetType(), read!.GetType());
        Assert.Equal(Bytes(written), Bytes(read));
        Assert.Equal(fields.Take(255).Select(group => group.Group), Groups(read).Select(group => group.Group));
        Assert.Equal(fields.Take(255).SelectMany(group => group.Joined), Groups(read).SelectMany(group => group.Joined));
        Assert.Equal(fields.Take(255).SelectMany(group => group.Pruned), Groups(read).SelectMany(group => group.Pruned));
    }

    [Fact]
    public void Options_of_a_hello_that_are_not_known_are_passed_over_and_a_missing_hold_time_is_105_seconds()
    {
        byte[] bytes = Convert.FromHexString("20000000" + "00130004" + "00000001" + "00140004" + "00000007");
        PacketBytes.FixChecksum(bytes, at: 2);

        Assert.Equal(Defect.None, PimFormat.Read(bytes, out PimMessage? message));
        Assert.Equal(new PimMessage.Hello(SimDuration.FromSeconds(105), 7), message);
    }

    [Theory]
    [InlineData("200000", Defect.Truncated)]
    [InlineData("10000000", Defect.Version)]
    [InlineData("21000000", Defect.Kind)] // register, of sparse mode
    [InlineData("29000000", Defect.Kind)] // state refresh
    [InlineData("20000000" + "0001", Defect.Option)]
    [InlineData("20000000" + "00010002" + "00", Defect.Option)]
    [InlineData("20000000" + "00010001" + "00", Defect.Option)] // a hold time of one byte
    [InlineData("25000000" + "01000020ef010102" + "01000a000063" + "00000078", Defect.Length)]
    [InlineData("25000000" + "02000020ef010102" + "01000a000063" + "0000007800000003", Defect.Version)] // IPv6
    [InlineData("25000000" + "01000018ef010100" + "01000a000063" + "0000007800000003", Defect.Version)] // a range of groups
    [InlineData("23000000" + "01000a000101" + "00", Defect.Length)]
    [InlineData("23000000" + "01000a000101" + "000100d2", Defect.Length)] // the group is missing
    [InlineData("23000000" + "01000a000101" + "000100d2" + "01000020ef010102" + "00000001", Defect.Length)] // its source is missing
    public void A_message_that_contradicts_itself_is_refused(string hex, object defect)
    {
        byte[] bytes = Convert.FromHexString(hex);
        if (bytes.Length > 3)
            PacketBytes.FixChecksum(bytes, at: 2);

        Assert.Equal(defect, PimFormat.Read(bytes, out PimMessage? message));
        Assert.Null(message);
    }

    [Property]
    public bool Every_single_flipped_bit_of_the_body_is_noticed(uint group, NonNegativeInt bit)
    {
        byte[] bytes = Bytes(new PimMessage.Assert(group, Source, 120, 3));
        PacketBytes.Flip(bytes, 8 + bit.Get % ((bytes.Length - 1) * 8));

        return PimFormat.Read(bytes, out _) == Defect.Checksum;
    }

    [SkippableFact]
    public void Tshark_reads_the_same()
    {
        PimMessage[] messages =
        [
            new PimMessage.Hello(SimDuration.FromSeconds(105), 7),
            new PimMessage.JoinPrune(Upstream, HoldTime, [PimGroup.Prune(Source, News)]),
            new PimMessage.JoinPrune(Upstream, HoldTime, [PimGroup.Join(Source, News)]),
            new PimMessage.Graft(Upstream, [PimGroup.Join(Source, News)]),
            new PimMessage.GraftAck(Upstream, [PimGroup.Join(Source, News)]),
            new PimMessage.Assert(News, Source, 120, 3),
        ];
        using var capture = CaptureFile.Of(writer =>
        {
            int link = writer.AddInterface("r1--r2");
            foreach (PimMessage message in messages)
                writer.WritePacket(link, 0, Packet(message));
        });

        Assert.Empty(capture.Complaints());
        Assert.Equal( // tshark names a group in its line and in the one above it
            [
                "0|105|500|2500|7||||||",
                "3|210||||10.0.1.1|239.1.1.2,239.1.1.2||10.0.0.99||",
                "3|210||||10.0.1.1|239.1.1.2,239.1.1.2|10.0.0.99|||",
                "6|0||||10.0.1.1|239.1.1.2,239.1.1.2|10.0.0.99|||",
                "7|0||||10.0.1.1|239.1.1.2,239.1.1.2|10.0.0.99|||",
                "5||||||239.1.1.2,239.1.1.2|||120|3",
            ],
            capture.Fields(
                "pim.type", "pim.holdtime", "pim.propagation_delay", "pim.override_interval", "pim.generation_id",
                "pim.upstream_neighbor", "pim.group", "pim.join_ip", "pim.prune_ip", "pim.metric_pref", "pim.metric"));
        Assert.All(capture.Fields("pim.cksum.status"), status => Assert.Equal("1", status));
    }

    private static IReadOnlyList<PimGroup> Groups(PimMessage message) => message switch
    {
        PimMessage.JoinPrune prune => prune.Groups,
        PimMessage.Graft graft => graft.Groups,
        PimMessage.GraftAck graft => graft.Groups,
        _ => [],
    };

    private static byte[] Packet(PimMessage message)
    {
        var ip = new Ipv4Header(IpProtocol.Pim, Upstream, AllPimRouters) { TimeToLive = 1 };
        var packet = new byte[ip.Size + message.Size];
        PimFormat.Write(message, packet.AsSpan(ip.Size));
        ip.Write(packet);
        return packet;
    }

    private static string HexWithoutChecksum(PimMessage message)
    {
        byte[] bytes = Bytes(message);
        Assert.Equal(0, InternetChecksum.Of(bytes));
        bytes.AsSpan(2, 2).Clear();
        return Convert.ToHexStringLower(bytes);
    }

    private static byte[] Bytes(PimMessage message)
    {
        var bytes = new byte[message.Size];
        PimFormat.Write(message, bytes);
        return bytes;
    }
}
