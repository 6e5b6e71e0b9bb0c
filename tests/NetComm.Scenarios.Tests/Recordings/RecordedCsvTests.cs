using System.Text;

namespace NetComm.Scenarios.Tests.Recordings;

public sealed class RecordedCsvTests
{
    [Theory]
    [InlineData("time_s,size_bytes\n0,160\n0.02,170\n0.0200005,180\n")]
    [InlineData("\uFEFFtime_s,size_bytes\r\n7.5,160\r\n7.52, 170\r\n\r\n7.5200005,180")]
    [InlineData("time_s,size_bytes\n-1,0\n-0.5,160\n-4.8e-1,170\n-479.9995E-3,180\n")]
    public void Times_count_from_the_first_packet_with_payload(string text)
    {
        string[] played = Played.Of(Encoding.UTF8.GetBytes(text));

        Assert.Equal(["0 µs: 160 B", "20000 µs: 170 B", "20000.5 µs: 180 B"], played);
    }

    [Theory]
    [InlineData("", "whose first line must be 'time_s,size_bytes', but was ''")]
    [InlineData("time,size\n0,1\n", "it is neither a capture (pcap, pcapng) nor CSV, whose first line must be 'time_s,size_bytes', but was 'time,size'")]
    [InlineData("time_s,size_bytes\n", "it holds no packet with payload")]
    [InlineData("time_s,size_bytes\n0,0\n1,0\n", "it holds no packet with payload")]
    [InlineData("time_s,size_bytes\n0,160\n0.02;160\n", "in line 3: a packet is a time in seconds and a whole number of bytes, such as '0.02,160', but was '0.02;160'")]
    [InlineData("time_s,size_bytes\n0,160,1\n", "in line 2: a packet is")]
    [InlineData("time_s,size_bytes\n0,-1\n", "in line 2: a packet is")]
    [InlineData("time_s,size_bytes\n0,1.5\n", "in line 2: a packet is")]
    [InlineData("time_s,size_bytes\n0,99999999999\n", "in line 2: a packet is")]
    [InlineData("time_s,size_bytes\nNaN,5\n", "in line 2: a packet is")]
    [InlineData("time_s,size_bytes\n1e28,5\n", "in line 2: a packet is")]
    [InlineData("time_s,size_bytes\n1,160\n0.5,160\n", "in line 3: times must not go back, but '0.5,160' is before 1")]
    [InlineData("time_s,size_bytes\n0,160\n3600001,160\n", "in line 3: at most 1000 h after the first packet, but was '3600001,160'")]
    public void What_is_wrong_is_told_with_its_line(string text, string message)
    {
        string refusal = Played.Refusal(Encoding.UTF8.GetBytes(text));

        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_one_flow_so_that_nothing_can_be_picked()
    {
        string refusal = Played.Refusal("time_s,size_bytes\n0,160\n"u8.ToArray(), "udp 10.0.0.1:5000 > 10.0.0.2:6000");

        Assert.Equal("it is CSV, which has one flow only: 'match' picks from a capture", refusal);
    }
}
