namespace NetComm.Runtime;

/// <summary>Tells the trace of the code points of conversations (RFC 2474), where they change; each begins with 0.</summary>
internal sealed class DscpTrace(TraceSink trace)
{
    private readonly Dictionary<int, byte> _told = [];

    /// <summary>A packet of the conversation sets out.</summary>
    internal void OnSent(SimTime at, int conversation, byte dscp)
    {
        bool isUsed = dscp != 0 || _told.Count > 0;
        if (!isUsed || _told.GetValueOrDefault(conversation) == dscp) return;
        _told[conversation] = dscp;
        trace.Write(TraceEvents.DscpChanged(at, conversation, dscp));
    }
}
