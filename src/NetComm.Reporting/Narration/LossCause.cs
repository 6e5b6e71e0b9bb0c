using NetComm.Tracing;

namespace NetComm.Reporting.Narration;

/// <summary>Why packets of a flow did not reach a receiver.</summary>
/// <param name="Receiver">The receiver's place among those of the flow; 0 where any of them would do.</param>
/// <param name="Reason">What ended them.</param>
/// <param name="Location">Where.</param>
internal readonly record struct LossCause(int Receiver, DropReason Reason, PacketLocation Location);
