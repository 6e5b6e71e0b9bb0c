using FsCheck.Xunit;
using NetComm.Protocols.Dns;

namespace NetComm.Protocols.Tests.Dns;

public sealed class DnsMessageTests
{
    [Fact]
    public void A_query_has_the_bytes_of_RFC_1035()
    {
        var query = new DnsMessage { Id = 0xABCD, RecursionDesired = true, Questions = [new("www.example", DnsType.Address)] };

        Assert.Equal("ABCD01000001000000000000" + "03777777076578616D706C6500" + "00010001", Convert.ToHexString(query.Write()));
    }

    [Fact]
    public void An_answer_points_to_the_name_that_was_asked()
    {
        var answer = new DnsMessage
        {
            Id = 1,
            IsResponse = true,
            IsAuthoritative = true,
            Questions = [new("w", DnsType.Address)],
            Answers = [new("w", 60, new Ipv4Address(0x0A000002))],
        };

        Assert.Equal("000184000001000100000000" + "0177000001" + "0001" + "C00C00010001" + "0000003C" + "00040A000002",
            Convert.ToHexString(answer.Write()));
    }

    [Theory]
    [InlineData("000181800001000100000000" + "01770000010001" + "C00C00010001" + "0000003C" + "00040A000002", "w 10.0.0.2")]
    [InlineData("000181800001000200000000" + "01770000010001" + "C00C00050001" + "0000003C" + "0004" + "0178C00C" + "C01F00010001"
        + "00000001" + "000401020304", "w > x.w, x.w 1.2.3.4")]
    [InlineData("000181800001000100000000" + "01770000010001" + "C00C00100001" + "0000003C" + "0002" + "0178", "")]
    public void Answers_of_others_are_read_with_their_pointers(string hex, string answers)
    {
        Assert.True(DnsMessage.TryRead(Convert.FromHexString(hex), out DnsMessage? message));

        Assert.Equal(
            answers, string
                .Join(", ", message.Answers
                .Select(record => record.Alias is { } alias ? $"{record.Name} > {alias}" : $"{record.Name} {record.Address}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001818000010001000000")]
    [InlineData("000101000001000000000000" + "C00C00010001")] // a name that is itself
    [InlineData("000101000001000000000000" + "C00E0001")] // a pointer forward
    [InlineData("000101000001000000000000" + "40")] // a label of neither kind
    [InlineData("000101000001000000000000" + "0561")] // a label beyond the end
    [InlineData("000101000001000000000000" + "01610000")] // half a question
    [InlineData("0001818000000001000000000000010001" + "0000003C" + "00050A00000203")] // an address of five bytes
    [InlineData("0001818000000001000000000000010001" + "0000003C" + "00040A0000")]
    public void What_breaks_the_format_is_not_read(string hex) => Assert.False(DnsMessage.TryRead(Convert.FromHexString(hex), out _));

    [Fact]
    public void A_name_has_at_most_253_characters()
    {
        byte[] label = [63, .. Enumerable.Repeat((byte)'a', 63)];
        byte[] head = Convert.FromHexString("000101000001000000000000");

        Assert.False(DnsMessage.TryRead([.. head, .. label, .. label, .. label, .. label, 0, 0, 1, 0, 1], out _));
        Assert.True(DnsMessage.TryRead([.. head, .. label, .. label, .. label, 0, 0, 1, 0, 1], out _));
    }

    [Property(MaxTest = 2000)]
    public void Hostile_bytes_are_read_or_refused(byte[] bytes, byte questions, byte answers)
    {
        byte[] message = [0, 1, 0x81, 0x80, 0, (byte)(questions & 3), 0, (byte)(answers & 3), 0, 0, 0, 0, .. bytes];

        bool isRead = DnsMessage.TryRead(message, out DnsMessage? read);

        Assert.Equal(isRead, read is not null);
        Assert.All(read?.Questions ?? [], question => Assert.InRange(question.Name.Length, 0, 254));
    }
}
