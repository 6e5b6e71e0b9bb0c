namespace NetComm.Runtime;

/// <summary>What keeps a run going: jobs that have not ended and do not wait for ever, and application packets; any thread.</summary>
/// <param name="mostPackets">So many packets may be sent.</param>
/// <param name="onUsedUp">Called when one more is sent, once or more often.</param>
internal sealed class RunProgress(long mostPackets = long.MaxValue, Action? onUsedUp = null)
{
    private int _busyJobs;
    private long _underWay;
    private long _conversations;
    private long _packets;

    internal bool IsOver => Volatile.Read(ref _busyJobs) == 0 && Volatile.Read(ref _underWay) == 0;

    /// <summary>Whether more packets were sent than may be.</summary>
    internal bool IsUsedUp => Volatile.Read(ref _packets) > mostPackets;

    internal bool HasBusyJobs => Volatile.Read(ref _busyJobs) > 0;

    internal void JobBusy() => Interlocked.Increment(ref _busyJobs);

    internal void JobIdle() => Interlocked.Decrement(ref _busyJobs);

    internal void SetOut() => _underWay++;

    internal void Arrived() => _underWay--;

    /// <summary>As <see cref="SetOut"/>, from any thread.</summary>
    internal void SetOutShared() => Interlocked.Increment(ref _underWay);

    /// <summary>As <see cref="Arrived"/>, from any thread.</summary>
    internal void ArrivedShared() => Interlocked.Decrement(ref _underWay);

    /// <summary>The next packet's number, from 1.</summary>
    internal long NextPacket()
    {
        if (++_packets > mostPackets) onUsedUp?.Invoke();
        return _packets;
    }

    /// <summary>As <see cref="NextPacket"/>, from any thread.</summary>
    internal long NextPacketShared()
    {
        long number = Interlocked.Increment(ref _packets);
        if (number > mostPackets) onUsedUp?.Invoke();
        return number;
    }

    /// <summary>The next conversation's number, from 0.</summary>
    internal int NextConversation() => (int)(Interlocked.Increment(ref _conversations) - 1);
}
