using NetComm.Tracing;

namespace NetComm.Reporting.Sequence;

/// <summary>A packet on its way from one node to the next; also one that a node itself gave up, where both are the same.</summary>
/// <param name="From">The node that sent it on.</param>
/// <param name="To">The node it goes to; −1 where it was lost on the way to a LAN's switch, before it went to anyone.</param>
/// <param name="Packet">Its number.</param>
/// <param name="Label">What it is, in a few words.</param>
/// <param name="Owner">The flow or program that sent it; empty where there is none.</param>
/// <param name="Start">When the medium took it.</param>
internal sealed record Hop(int From, int To, long Packet, string Label, string Owner, SimTime Start)
{
    /// <summary>When its last bit arrived, or when it was lost; null where it was under way at the end.</summary>
    public SimTime? End { get; init; }

    /// <summary>Why it did not arrive.</summary>
    public DropReason Loss { get; init; }

    /// <summary>Whether the packet ended at the node, and not on the way to another.</summary>
    public bool IsAtNode => From == To;
}
