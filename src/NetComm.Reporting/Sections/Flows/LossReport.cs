using NetComm.Reporting.Diagrams;
using NetComm.Tracing;

namespace NetComm.Reporting.Sections.Flows;

/// <summary>What the report says of packets that were lost to one receiver for one reason at one place.</summary>
/// <param name="Receiver">The receiver's name; null where any of several would have done.</param>
/// <param name="Packets">How many.</param>
/// <param name="First">When the first of them was sent, in seconds.</param>
/// <param name="Last">When the last of them was sent.</param>
/// <param name="Reason">What ended them.</param>
/// <param name="Place">The link, LAN, host or router where they ended.</param>
internal sealed record LossReport(string? Receiver, long Packets, double First, double Last, DropReason Reason, string Place)
{
    /// <summary>Over a link: where packets enter it; null at a node.</summary>
    public string? From { get; init; }

    /// <summary>Over a link: where packets leave it.</summary>
    public string? To { get; init; }
}
