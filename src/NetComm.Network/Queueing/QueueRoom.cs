namespace NetComm.Network;

/// <summary>The room of a queue, and what takes it: packets that wait, and the one in transmission.</summary>
internal sealed class QueueRoom
{
    private const int Nothing = -1;

    private int _packetLimit = int.MaxValue;
    private long _byteLimit = long.MaxValue;
    private int _inTransmission = Nothing;

    internal int Packets { get; private set; }

    internal long Bytes { get; private set; }

    internal bool IsExceeded => Packets > _packetLimit || Bytes > _byteLimit;

    internal void Limit(QueueLimit limit)
    {
        _packetLimit = limit.Packets ?? int.MaxValue;
        _byteLimit = limit.Size?.Bytes ?? long.MaxValue;
    }

    internal bool Fits(int bytes) => Fits(Packets, Bytes, bytes);

    internal bool Fits(int packets, long bytes, int offered) => packets < _packetLimit && bytes + offered <= _byteLimit;

    internal bool FitsHalf(int bytes) => FitsHalf(Packets, Bytes, bytes);

    /// <summary>Whether a packet fits into half of the room, or into a place of its own.</summary>
    internal bool FitsHalf(int packets, long bytes, int offered) =>
        packets < Math.Max(1, _packetLimit / 2) && bytes + offered <= _byteLimit / 2;

    internal void Enter(int bytes)
    {
        Packets++;
        Bytes += bytes;
    }

    internal void Leave(int bytes)
    {
        Packets--;
        Bytes -= bytes;
    }

    /// <summary>One that has entered is in transmission from now on.</summary>
    internal void Transmit(int bytes) => _inTransmission = bytes;

    /// <summary>One that never entered is in transmission.</summary>
    internal void Occupy(int bytes)
    {
        Enter(bytes);
        Transmit(bytes);
    }

    internal void EndTransmission()
    {
        if (_inTransmission == Nothing) return;
        Leave(_inTransmission);
        _inTransmission = Nothing;
    }

    internal void Clear() => (Packets, Bytes, _inTransmission) = (0, 0, Nothing);
}
