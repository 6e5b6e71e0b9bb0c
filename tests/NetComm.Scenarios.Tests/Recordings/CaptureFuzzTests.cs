using System.Text;
using NetComm.Scenarios.Recordings;
using static NetComm.TestSupport.CaptureBuilder;

namespace NetComm.Scenarios.Tests.Recordings;

public sealed class CaptureFuzzTests
{
    /// <summary>What a byte of a file may cost: entries of tables are larger than the smallest packets.</summary>
    private const int MostPerByte = 16;

    private static readonly byte[][] Captures =
    [
        new CaptureBuilder().Pcap(1).Record(1, 2, Ethernet(Udp(9))).Record(1, 3, Ethernet(Tcp(7, 9), tags: 1))
            .Record(1, 4, [1, 2]).Bytes,
        new CaptureBuilder(isBig: true).Pcap(113, nanoseconds: true).Record(1, 2, Cooked(UdpV6(3), 1))
            .Record(1, 3, Cooked(Udp(9), 1)).Bytes,
        [
            .. new CaptureBuilder().Section().Interface(1, 9, 5).Interface(101, 0x85).Packet(0, 5, Ethernet(Udp(4)))
                .Packet(1, 9, Tcp(1, 9)).Bytes,
            .. new CaptureBuilder(isBig: true).Section().Interface(276).Packet(0, 1, Cooked(Udp(9), 2)).Bytes,
        ],
        "time_s,size_bytes\n0,160\n0.02,170\n1e3,180\n"u8.ToArray(),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_bytes_packets_or_a_sentence_come_out_and_little_memory_goes(int number)
    {
        Campaign.Run($"captures {number}", 3000, (_, random) =>
        {
            byte[] mutated = Mutations.Bytes(Captures[number], random);
            long before = GC.GetAllocatedBytesForCurrentThread();

            string? refusal = Outcome(mutated);

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.NotEqual("", refusal);
            Assert.True(allocated < 64 * 1024 + (MostPerByte * mutated.Length), $"{allocated} B for {mutated.Length} B: {refusal}");
        });
    }

    [Fact]
    public void Whatever_the_text_packets_or_a_sentence_come_out()
    {
        string text = "time_s,size_bytes\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"0.{i:00},{i * 70}\n"));
        string[] pieces = ["\n", ",", "-", ".", "e", "1e308", "NaN", "\"", "\r", "\0", "\uFEFF", "٣", "99999999999999999999", " ", "time_s"];

        Campaign.Run("traffic as CSV", 2000, (_, random) =>
            Assert.NotEqual("", Outcome(Encoding.UTF8.GetBytes(Mutations.Text(text, random, pieces)))));
    }

    // Each packet of a conversation of its own, and a stream that goes backwards: the dearest that there is.
    [Fact]
    public void The_memory_of_a_long_capture_is_a_small_multiple_of_its_size()
    {
        CaptureBuilder capture = new CaptureBuilder().Pcap(101);
        for (int i = 0; i < 20_000; i++)
            capture.Record((uint)i, 0, i % 2 == 0 ? Udp(1, i, 1) : Tcp((uint)(900_000_000 - (i * 10)), 1), keep: i % 2 == 0 ? 28 : 34);
        byte[] bytes = capture.Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();

        RecordedTraffic played = Recording.Of(bytes).Play("tcp 10.0.0.1:5000 > 10.0.0.2:6000");

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(played.Sends.Count, 1, 10_000);
        Assert.True(allocated < MostPerByte * bytes.Length, $"{allocated} B for {bytes.Length} B");
    }

    private static string? Outcome(byte[] bytes)
    {
        try
        {
            Recording.Of(bytes).Play(null);
            return null;
        }
        catch (RecordingException refused)
        {
            return refused.Message;
        }
    }
}
