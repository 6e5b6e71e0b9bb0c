using NetComm.Reporting.Packets;

namespace NetComm.Reporting.Diagrams.Sequence;

/// <summary>Packets of a part of a run, hop by hop, in the order in which they began.</summary>
/// <param name="Nodes">The nodes that took part, in the order of the scenario.</param>
/// <param name="IsWhole">Whether nothing came before or after them.</param>
/// <param name="LeftOut">How many nodes took part for which there is no room.</param>
/// <param name="HasLan">Whether some went over a LAN, whose switch is not shown.</param>
internal sealed record MessageSequence(
    IReadOnlyList<MessageSequence.Party> Nodes, IReadOnlyList<Hop> Hops, bool IsWhole, int LeftOut, bool HasLan)
{
    /// <summary>Whether later messages of routing and membership are left out.</summary>
    public bool LacksChatter { get; init; }

    /// <summary>The flow or program whose packets alone are shown; null: all.</summary>
    public string? Owner { get; init; }

    public SequenceReason Reason { get; init; }

    /// <summary>Whether slopes shall mean time, since how long packets take is what differs: some are lost, or delays vary.</summary>
    public bool IsAboutTime { get; init; }

    public string Name => IsWhole ? "Every packet, hop by hop" : Reason switch
    {
        SequenceReason.Loss => "Packets around the first loss",
        SequenceReason.Retransmission => "Packets around the first retransmission",
        SequenceReason.Handshake => "Packets from the first handshake on",
        SequenceReason.Asked => "Packets of the part that was asked for",
        _ => "The first packets",
    };

    internal sealed record Party(int Index, string Name, bool IsRouter);
}

/// <summary>A packet on its way from one node to the next; also one that a node itself gave up, where both are the same.</summary>
/// <param name="To">The node it goes to; null where it was lost on the way to a LAN's switch, before it went to anyone.</param>
/// <param name="Owner">The flow or program that sent it; empty where there is none.</param>
/// <param name="Start">When the medium took it.</param>
internal sealed record Hop(int From, int? To, long Packet, string Label, string Owner, SimTime Start)
{
    /// <summary>When its last bit arrived, or when it was lost; null where it was under way at the end.</summary>
    public SimTime? End { get; init; }

    /// <summary>Of a TCP segment that is nothing but data or an acknowledgment, and no retransmission.</summary>
    public SegmentNumbers? Segment { get; init; }

    /// <summary>How many packets it stands for: 1, or those of a burst.</summary>
    public int Count { get; init; } = 1;

    public Hop? Last { get; init; }

    /// <summary>When it ends; of a burst when the last packet does.</summary>
    public SimTime? LastEnd => Last is null ? End : Last.End;

    public IEnumerable<SimTime> Instants => new[] { Start, End, Last?.Start, LastEnd }.OfType<SimTime>();

    public DropReason Loss { get; init; }

    public bool IsAtNode => From == To;
}

/// <summary>Why a part of a run is shown.</summary>
internal enum SequenceReason
{
    Beginning,

    Loss,

    Retransmission,

    Handshake,

    /// <summary>The user chose it (<c>--sequence</c>).</summary>
    Asked,
}
