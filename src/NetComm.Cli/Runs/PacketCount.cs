using NetComm.Tracing;

namespace NetComm.Cli.Runs;

internal sealed class PacketCount : ITraceFold
{
    public long Sent { get; private set; }

    public void Fold(ReadOnlySpan<TraceEvent> slots)
    {
        for (int i = 0; i < slots.Length; i += 1 + slots[i].ByteSlots)
        {
            if (slots[i].Kind == TraceEventKind.PacketSent) Sent++;
        }
    }
}
