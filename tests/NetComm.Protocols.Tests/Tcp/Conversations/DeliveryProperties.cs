using Xunit.Abstractions;

namespace NetComm.Protocols.Tests.Tcp.Conversations;

/// <summary>Whatever a network does to segments, each byte arrives once, in order and unchanged, and both ends come to their end.</summary>
public sealed class DeliveryProperties(ITestOutputHelper output)
{
    private const int Cases = 1500;

    [Fact]
    public void Each_byte_arrives_once_in_order_unchanged_and_both_ends_close()
    {
        long bytes = 0, retransmissions = 0;
        for (int seed = 1; seed <= Cases; seed++)
        {
            var conversation = new Conversation(seed);
            if (conversation.Run() is { } failure) Assert.Fail($"seed {seed}: {failure}");
            bytes += conversation.Bytes;
            retransmissions += conversation.Retransmissions;
        }

        output.WriteLine($"{Cases} conversations, {bytes:N0} B, {retransmissions:N0} retransmissions");
    }

    [Fact]
    public void The_same_seed_gives_the_same_segments()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var first = new Conversation(seed);
            var second = new Conversation(seed);
            first.Run();
            second.Run();

            Assert.Equal(first.Digest, second.Digest);
        }
    }
}
