namespace NetComm.Reporting.Player;

/// <summary>A packet on one direction.</summary>
/// <param name="direction">The direction.</param>
/// <param name="packet">The packet's place in the recording.</param>
/// <param name="frame">What its bytes are made from; null for packets of the operating system.</param>
/// <param name="sent">When it came, and when its first and last bits leave.</param>
/// <param name="timeToLive">On this direction.</param>
/// <param name="order">Its place among the trace's events.</param>
internal sealed class PlayedHop(DirectionId direction, int packet, CapturedFrame? frame, Transmission sent, byte timeToLive, long order)
{
    private Transmission _sent = sent;

    public DirectionId Direction => direction;

    public int Packet => packet;

    public CapturedFrame? Frame => frame;

    public Transmission Sent => _sent;

    public byte TimeToLive => timeToLive;

    public long Order => order;

    /// <summary>When its last bit arrived or it was lost; null where neither was seen.</summary>
    public SimTime? End { get; private set; }

    public long EndOrder { get; private set; }

    /// <summary>Why it did not arrive.</summary>
    public DropReason Loss { get; private set; }

    /// <summary>The direction itself made it, as links with <c>duplicate</c> do.</summary>
    public bool IsCopy { get; private init; }

    /// <summary>It is a try on a shared medium that was cut off: the how many-th collision of its packet; 0 where it is none.</summary>
    public int Collisions { get; private init; }

    /// <summary>There was no room for it in the queue: it never was on the direction.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Its direction changed before it left: it stands in the recording once more.</summary>
    public bool IsWithdrawn { get; set; }

    /// <summary>Its turn has come.</summary>
    public void Begin(in Transmission sent) => _sent = sent;

    public void Finish(SimTime at, long endOrder, DropReason loss)
    {
        End = at;
        EndOrder = endOrder;
        Loss = loss;
    }

    /// <summary>The try that has just collided, by itself: the packet waits for the next one.</summary>
    public PlayedHop CutOff(SimTime at, long endOrder, int collisions)
    {
        var cut = new PlayedHop(direction, packet, frame, _sent, timeToLive, order) { Collisions = collisions };
        cut.Finish(at, endOrder, DropReason.None);
        return cut;
    }

    /// <summary>The same packet once more, made by the direction.</summary>
    public PlayedHop Copy() => new(direction, packet, frame, _sent, timeToLive, order) { IsCopy = true };
}

/// <summary>A packet of the recording.</summary>
/// <param name="Number">What the trace calls it.</param>
/// <param name="Captured">What its bytes are made from; null for packets of the operating system.</param>
/// <param name="Label">What it is, in a few words.</param>
/// <param name="Owner">The flow or program that sent it; empty where there is none.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PlayedPacket(long Number, CapturedPacket? Captured, string Label, string Owner, int Bytes);
