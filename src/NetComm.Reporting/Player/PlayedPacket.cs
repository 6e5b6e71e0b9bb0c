using NetComm.Tracing;

namespace NetComm.Reporting.Player;

/// <summary>A packet of the recording.</summary>
/// <param name="Captured">What its bytes are made from; null for packets of the operating system.</param>
/// <param name="Label">What it is, in a few words.</param>
/// <param name="Owner">The flow or program that sent it; empty where there is none.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PlayedPacket(CapturedPacket? Captured, string Label, string Owner, int Bytes);
