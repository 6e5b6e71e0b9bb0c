namespace NetComm.Protocols.Tcp;

/// <summary>The receiver's part of ECN (RFC 3168 §6.1.3): a mark is echoed in every acknowledgement until the sender has reduced.</summary>
internal sealed class CongestionEcho
{
    public bool IsOn { get; private set; }

    /// <param name="isMarked">Whether a router has marked the segment (CE).</param>
    public void SegmentArrived(in TcpHeader header, bool isMarked)
    {
        if ((header.Flags & TcpFlags.Cwr) != 0) IsOn = false;
        if (isMarked) IsOn = true;
    }
}
