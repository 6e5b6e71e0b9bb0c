namespace NetComm.Protocols.Tcp;

/// <summary>What a segment that belongs to no connection is answered with (RFC 9293 §3.10.7.1); a RST with nothing.</summary>
internal static class TcpReset
{
    public static bool TryAnswer(in TcpHeader segment, int length, out TcpHeader reset)
    {
        reset = default;
        if (segment.Flags.HasFlag(TcpFlags.Rst)) return false;

        if (segment.Flags.HasFlag(TcpFlags.Ack))
        {
            reset = new(segment.DestinationPort, segment.SourcePort, segment.AcknowledgmentNumber, TcpFlags.Rst);
            return true;
        }

        uint span = (uint)length + (segment.Flags.HasFlag(TcpFlags.Syn) ? 1u : 0) + (segment.Flags.HasFlag(TcpFlags.Fin) ? 1u : 0);
        reset = new(segment.DestinationPort, segment.SourcePort, 0, TcpFlags.Rst | TcpFlags.Ack)
        {
            AcknowledgmentNumber = unchecked(segment.SequenceNumber + span),
        };
        return true;
    }
}
