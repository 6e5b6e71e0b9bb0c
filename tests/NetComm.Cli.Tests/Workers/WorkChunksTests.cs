using NetComm.Cli.Workers;

namespace NetComm.Cli.Tests.Workers;

/// <summary>Messages that are larger than a frame of 128 000 bytes, and what becomes of pieces that fit nothing.</summary>
public sealed class WorkChunksTests
{
    private const int Frame = 128_000;

    private readonly WorkAssembly _assembly = new();

    [Fact]
    public void A_small_message_goes_as_it_is()
    {
        var work = new WorkMessage.Work([new WorkRun(1, 2, 3)]);

        Assert.Same(work, Assert.Single(WorkChunks.Of(work)));
    }

    [Fact]
    public void A_large_result_goes_in_pieces_that_fit_a_frame_and_arrives_whole()
    {
        double?[] figures = [.. Enumerable.Range(1, 50_000).Select(i => (double?)(1.0 / i))];
        var result = new WorkMessage.Results([new WorkResult(new WorkRun(1, 2, 3), figures, [true, null], IsComplete: true)]);

        WorkMessage[] pieces = [.. WorkChunks.Of(result)];
        WorkMessage?[] arrived = [.. pieces.Select(piece => _assembly.Add((WorkMessage.Chunk)piece))];

        Assert.InRange(pieces.Length, 10, 30);
        Assert.All(pieces, piece => Assert.InRange(WorkSerializer.Write(piece).Length, 1, Frame - 10_000));
        Assert.All(arrived[..^1], Assert.Null);
        Assert.Equal(figures, Assert.Single(Assert.IsType<WorkMessage.Results>(arrived[^1]).Runs).Figures);
    }

    [Fact]
    public void A_transfer_that_begins_anew_counts_from_its_beginning()
    {
        WorkMessage.Chunk[] pieces = [.. WorkChunks.Of(new WorkMessage.Refused(new string('x', 100_000))).Cast<WorkMessage.Chunk>()];

        _assembly.Add(pieces[0]);
        _assembly.Add(pieces[0]);

        Assert.IsType<WorkMessage.Refused>(_assembly.Add(pieces[1]));
    }

    [Theory]
    [InlineData("Refused", 1, 2, 10, "out of turn")]
    [InlineData("Refused", -1, 2, 10, "out of turn")]
    [InlineData("Refused", 0, 0, 10, "out of turn")]
    [InlineData("Refused", 0, -5, 10, "out of turn")]
    [InlineData("Refused", 0, 2, 0, "wrong size")]
    [InlineData("Refused", 0, 2, 65_537, "wrong size")]
    [InlineData("Refused", 0, int.MaxValue, 10, "wrong size")]
    [InlineData("Refused", 0, 1, 10, "a Refused that cannot be read")]
    [InlineData("System.Version", 0, 1, 10, "an unknown message")]
    public void A_piece_that_does_not_fit_is_told(string name, int index, int count, int bytes, string what)
    {
        WorkMessage? told = _assembly.Add(new WorkMessage.Chunk(name, index, count, new byte[bytes]));

        Assert.Contains(what, Assert.IsType<WorkMessage.Malformed>(told).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Pieces_of_two_messages_do_not_mix()
    {
        _assembly.Add(new WorkMessage.Chunk("Refused", 0, 3, [1]));

        Assert.IsType<WorkMessage.Malformed>(_assembly.Add(new WorkMessage.Chunk("Results", 1, 3, [1])));
    }

    [Fact]
    public void Pieces_within_pieces_are_refused()
    {
        byte[] inner = WorkSerializer.Write(new WorkMessage.Chunk("Refused", 0, 1, [1]));

        Assert.IsType<WorkMessage.Malformed>(_assembly.Add(new WorkMessage.Chunk("Chunk", 0, 1, inner)));
    }
}
