using System.Buffers.Binary;

namespace NetComm.Scenarios.Recordings;

/// <summary>A file of recorded packets, of whichever form: read once, and asked by each flow that plays it.</summary>
internal abstract class Recording
{
    /// <summary>The most packets that a flow plays: as many as have samples of their own in figures.</summary>
    internal const int MostPackets = 1_000_000;

    /// <summary>The longest recording, as the longest time of the language: 1000 h.</summary>
    internal static readonly SimDuration Longest = SimDuration.FromSeconds(3_600_000);

    /// <summary>What a flow plays, counted from the first packet with payload.</summary>
    /// <param name="match">Which direction of which conversation, as the scenario writes it; null: the one with most payload.</param>
    /// <exception cref="RecordingException">It holds nothing of that kind.</exception>
    public abstract RecordedTraffic Play(string? match);

    /// <summary>Reads a file: a capture by its first bytes, all else is CSV.</summary>
    /// <exception cref="RecordingException">It is neither, or broken.</exception>
    public static Recording Of(ReadOnlySpan<byte> content)
    {
        uint first = content.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(content) : 0;
        if (PcapngReader.IsSection(first)) return new Capture(new PcapngReader(content).Read());
        if (PcapReader.Knows(first)) return new Capture(new PcapReader(content).Read());
        if (content is [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..])
            throw new RecordingException("the file is compressed: unpack it first (gunzip, unzstd)");
        return RecordedCsv.Of(content);
    }

    /// <summary>The packets as a flow sends them, from the first on.</summary>
    /// <param name="packets">Times in picoseconds after any instant, none before the one before it, and bytes of payload.</param>
    internal static RecordedTraffic Played(IReadOnlyList<(Int128 Time, int Bytes)> packets)
    {
        if (packets.Count > MostPackets) throw new RecordingException($"it has {packets.Count} packets to play: at most {MostPackets}");
        if (packets.Count > 0 && packets[^1].Time - packets[0].Time > Longest.Picoseconds)
            throw new RecordingException("it takes more than 1000 h from the first packet to the last");
        return new RecordedTraffic(
            [.. packets.Select((packet, place) =>
                new RecordedSend(place, new SimDuration((long)(packet.Time - packets[0].Time)), packet.Bytes))]);
    }
}
