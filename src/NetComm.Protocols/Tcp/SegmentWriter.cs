namespace NetComm.Protocols.Tcp;

/// <summary>Writes the headers of a connection's segments (RFC 9293 §3.1) and hands them to the connection's output.</summary>
/// <remarks>Not modelled: the urgent pointer.</remarks>
internal sealed class SegmentWriter(TcpConnection connection, TcpSettings settings, ITcpOutput output)
{
    public required SendWindow SendWindow { get; init; }

    public required ReceiveWindow ReceiveWindow { get; init; }

    public required NegotiatedOptions Agreed { get; init; }

    public required DelayedAcknowledgment Acknowledgment { get; init; }

    public required CongestionEcho Echo { get; init; }

    /// <summary>Bytes of payload of a full segment now: what is out of order takes room for its SACK blocks.</summary>
    public int FullSegment => Agreed.PayloadBeside(ReceiveWindow.BlocksToReport);

    public void WriteSyn(bool isAnswer, bool isRetransmission, SimTime now)
    {
        TcpFlags flags = (isAnswer ? TcpFlags.Syn | TcpFlags.Ack : TcpFlags.Syn) | Agreed.EcnFlags(isAnswer);
        TcpHeader header = Header(SendWindow.Sequence.ToWire(0), flags) with
        {
            AcknowledgmentNumber = isAnswer ? AcknowledgmentNumber : 0,
            Window = ReceiveWindow.AdvertiseInSyn(),
            Options = Agreed.ForSyn(isAnswer, now),
        };
        output.Transmit(connection, new TcpSegment(header, 0, 0) { IsRetransmission = isRetransmission });
    }

    /// <summary>A segment of an established connection. It acknowledges all that has come.</summary>
    public void Write(ByteRange payload, TcpFlags flags, bool isRetransmission, SimTime now)
    {
        // Only new data may be marked: a repair's mark would tell nothing new, and nobody answers one on an acknowledgement.
        bool isEcnCapable = Agreed.Ecn && !isRetransmission && payload.Length > 0; // RFC 3168 §6.1.4, §6.1.5
        Write(payload, flags, new TcpSegment { IsRetransmission = isRetransmission, IsEcnCapable = isEcnCapable }, now);
    }

    /// <summary>A probe of a closed window, which may not be marked (RFC 3168 §6.1.6).</summary>
    public void WriteProbe(ByteRange payload, TcpFlags flags, bool isRetransmission, SimTime now) =>
        Write(payload, flags, new TcpSegment { IsRetransmission = isRetransmission }, now);

    public void WriteAcknowledgment(SimTime now) =>
        Write(new ByteRange(SendWindow.EmptySequence, SendWindow.EmptySequence), TcpFlags.None, isRetransmission: false, now);

    /// <summary>A RST with the number that the peer expects: it acknowledged what was never sent (RFC 9293 §3.5.2).</summary>
    public void WriteReset(uint sequenceNumber) => output.Transmit(connection, new TcpSegment(Header(sequenceNumber, TcpFlags.Rst), 0, 0));

    /// <summary>The RST of ABORT (RFC 9293 §3.10.5).</summary>
    public void WriteAbort()
    {
        TcpHeader reset = Header(SendWindow.Sequence.ToWire(SendWindow.EmptySequence), TcpFlags.Rst | TcpFlags.Ack) with
        {
            AcknowledgmentNumber = AcknowledgmentNumber,
        };
        output.Transmit(connection, new TcpSegment(reset, 0, 0));
    }

    private uint AcknowledgmentNumber => ReceiveWindow.Sequence.ToWire(ReceiveWindow.NextSequence);

    private void Write(ByteRange payload, TcpFlags flags, TcpSegment segment, SimTime now)
    {
        if (Echo.IsOn) flags |= TcpFlags.Ece;
        var header = new TcpHeader(settings.LocalPort, settings.RemotePort, SendWindow.Sequence.ToWire(payload.Start), flags | TcpFlags.Ack)
        {
            Window = ReceiveWindow.Advertise(Agreed.SegmentLimit),
            AcknowledgmentNumber = AcknowledgmentNumber,
            Options = Agreed.ForSegment(ReceiveWindow, now),
        };
        Acknowledgment.Sent();
        output.Transmit(
            connection,
            segment with { Header = header, Offset = payload.Start - SequenceSpace.FirstByte, Length = (int)payload.Length });
    }

    private TcpHeader Header(uint sequenceNumber, TcpFlags flags) => new(settings.LocalPort, settings.RemotePort, sequenceNumber, flags);
}
