namespace NetComm.Sim.Model;

/// <summary>A drop-tail queue's room, counting those that wait and the one in transmission. A packet that does not fit is dropped and traced.</summary>
/// <param name="Packets">At most so many packets; null: any number.</param>
/// <param name="Size">At most so many bytes; null: any number.</param>
public sealed record QueueLimit(int? Packets, DataSize? Size)
{
    /// <summary>100 packets.</summary>
    public static readonly QueueLimit Default = new(100, null);

    /// <summary>Room without end (<c>limit: none</c>).</summary>
    public static readonly QueueLimit None = new(null, null);
}
