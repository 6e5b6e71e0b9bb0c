using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Igmp;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Igmp;

public sealed class IgmpFormatTests
{
    private const uint News = 0xEF010102;

    private static readonly SimDuration TenSeconds = SimDuration.FromSeconds(10);

    [Fact]
    public void A_general_query_of_version_3_names_no_group()
    {
        var query = new IgmpMessage.QueryV3(0, TenSeconds, Robustness: 2, SimDuration.FromSeconds(125), []);

        // 10 s = 64 tenths; 125 s = 7d. 1164 + 027d = 13e1; complement ec1e
        Assert.Equal("1164" + "ec1e" + "00000000" + "027d" + "0000", Hex(query));
    }

    [Fact]
    public void A_query_for_sources_lists_them()
    {
        var query = new IgmpMessage.QueryV3(News, SimDuration.FromSeconds(1), 2, SimDuration.FromSeconds(125), [0x0A000001, 0x0A000002])
        {
            SuppressRouterProcessing = true,
        };

        // 110a + ef01 + 0102 + 0a7d + 0002 + 0a00 + 0001 + 0a00 + 0002 = 11f8f; 1f8f + 1 = 1f90; complement e06f
        Assert.Equal("110a" + "e06f" + "ef010102" + "0a7d" + "0002" + "0a000001" + "0a000002", Hex(query));
    }

    [Fact]
    public void Joining_is_a_change_to_excluding_no_source_and_leaving_one_to_including_none()
    {
        var report = new IgmpMessage.ReportV3([IgmpGroupRecord.Join(News), IgmpGroupRecord.Leave(News + 1)]);

        // 2200 + 0002 + 0400 + ef01 + 0102 + 0300 + ef01 + 0103 = 20909; 0909 + 2 = 090b; complement f6f4
        Assert.Equal("2200" + "f6f4" + "0000" + "0002" + "04000000" + "ef010102" + "03000000" + "ef010103", Hex(report));
    }

    [Fact]
    public void Messages_of_version_2_are_eight_bytes_long()
    {
        Assert.Equal("1164" + "fe97" + "ef010102", Hex(new IgmpMessage.QueryV2(News, TenSeconds)));
        Assert.Equal("1600" + "f9fb" + "ef010102", Hex(new IgmpMessage.ReportV2(News)));
        Assert.Equal("1700" + "f8fb" + "ef010102", Hex(new IgmpMessage.LeaveV2(News)));
    }

    [Property]
    public bool Short_messages_are_read_again(uint group, byte tenths, byte choice)
    {
        SimDuration time = IgmpTime.ResponseUnit * Math.Max(tenths, (byte)1);
        IgmpMessage[] kinds = [new IgmpMessage.QueryV2(group, time), new IgmpMessage.ReportV2(group), new IgmpMessage.LeaveV2(group)];
        IgmpMessage message = kinds[choice % kinds.Length];

        return IgmpFormat.Read(Bytes(message), out IgmpMessage? read) == Defect.None && read == message;
    }

    [Property]
    public void A_version_3_query_is_read_again(uint group, byte response, byte robustness, byte interval, bool suppress, uint[] sources)
    {
        var query = new IgmpMessage.QueryV3(
            group, IgmpTime.Decode(response, IgmpTime.ResponseUnit), (byte)(robustness % 8),
            IgmpTime.Decode(interval, IgmpTime.IntervalUnit), sources)
        {
            SuppressRouterProcessing = suppress,
        };

        Defect defect = IgmpFormat.Read(Bytes(query), out IgmpMessage? message);

        Assert.Equal(Defect.None, defect);
        IgmpMessage.QueryV3 read = Assert.IsType<IgmpMessage.QueryV3>(message);
        Assert.Equal(query with { Sources = read.Sources }, read);
        Assert.Equal(sources, read.Sources);
    }

    [Property]
    public void A_version_3_report_is_read_again(uint[][] sourcesOfGroups)
    {
        List<IgmpGroupRecord> records =
            sourcesOfGroups.Select((sources, i) => new IgmpGroupRecord((IgmpRecordType)(1 + i % 6), News + (uint)i, sources)).ToList();

        Defect defect = IgmpFormat.Read(Bytes(new IgmpMessage.ReportV3(records)), out IgmpMessage? message);

        Assert.Equal(Defect.None, defect);
        IReadOnlyList<IgmpGroupRecord> read = Assert.IsType<IgmpMessage.ReportV3>(message).Records;
        Assert.Equal(records.Select(record => (record.Type, record.Group)), read.Select(record => (record.Type, record.Group)));
        Assert.Equal(sourcesOfGroups, read.Select(record => record.Sources.ToArray()));
    }

    [Fact]
    public void Auxiliary_data_and_bytes_after_the_end_are_skipped()
    {
        byte[] bytes =
            [.. Convert.FromHexString("2200" + "0000" + "0000" + "0002" + "04010000" + "ef010102" + "deadbeef" + "03000000" + "ef010103"),
                1, 2, 3];
        PacketBytes.FixChecksum(bytes, at: 2);

        Defect defect = IgmpFormat.Read(bytes, out IgmpMessage? message);

        Assert.Equal(Defect.None, defect);
        Assert.Equal([News, News + 1], Assert.IsType<IgmpMessage.ReportV3>(message).Records.Select(record => record.Group));
    }

    [Theory]
    [InlineData("11000000" + "00000000", Defect.Version)] // version 1
    [InlineData("11640000" + "00000000" + "027d", Defect.Length)] // neither version 2 nor 3 (RFC 3376 §7.1)
    [InlineData("11640000" + "00000000" + "027d0001" + "0a0000", Defect.Length)] // a source is missing
    [InlineData("22000000" + "00000001", Defect.Length)] // a record is missing
    [InlineData("22000000" + "00000001" + "04000001" + "ef010102", Defect.Length)] // its source is missing
    [InlineData("22000000" + "00000001" + "04010000" + "ef010102", Defect.Length)] // its auxiliary data are missing
    [InlineData("12000000" + "ef010102", Defect.Kind)]
    [InlineData("160000", Defect.Truncated)]
    public void A_message_that_contradicts_itself_is_refused(string hex, object defect)
    {
        byte[] bytes = Convert.FromHexString(hex);
        if (bytes.Length > 3)
            PacketBytes.FixChecksum(bytes, at: 2);

        Assert.Equal(defect, IgmpFormat.Read(bytes, out IgmpMessage? message));
        Assert.Null(message);
    }

    [Property]
    public bool Every_single_flipped_bit_is_noticed(uint group, NonNegativeInt bit)
    {
        byte[] bytes = Bytes(new IgmpMessage.ReportV3([IgmpGroupRecord.Join(group)]));
        PacketBytes.Flip(bytes, bit.Get % (bytes.Length * 8));

        return IgmpFormat.Read(bytes, out _) == Defect.Checksum;
    }

    private static string Hex(IgmpMessage message) => Convert.ToHexStringLower(Bytes(message));

    private static byte[] Bytes(IgmpMessage message)
    {
        var bytes = new byte[message.Size];
        IgmpFormat.Write(message, bytes);
        return bytes;
    }
}
