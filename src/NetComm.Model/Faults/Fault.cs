namespace NetComm.Model;

/// <summary>Something that changes in the network at an instant.</summary>
/// <param name="Index">Place in <see cref="Scenario.Faults"/>, which is ordered by time.</param>
public sealed record Fault(int Index, SimTime At, FaultChange Change);

/// <summary>What a fault does.</summary>
public abstract record FaultChange
{
    private FaultChange()
    {
    }

    /// <summary>The link or LAN (an index into <see cref="Scenario.Links"/>) goes down; packets on it are lost.</summary>
    public sealed record LinkDown(int Medium) : FaultChange;

    /// <summary>The link or LAN is up again.</summary>
    public sealed record LinkUp(int Medium) : FaultChange;

    /// <summary>Its properties change, in one direction or both; a LAN takes those of <paramref name="Forward"/>.</summary>
    /// <param name="Forward">The change from the first to the second of <c>between</c>.</param>
    /// <param name="Backward">The change in the other direction.</param>
    /// <param name="Text">The keys as typed, for the trace and the report.</param>
    public sealed record LinkSet(int Medium, LinkChange Forward, LinkChange Backward, string Text) : FaultChange
    {
        /// <summary>What routing adds for crossing it from now on; null: as before.</summary>
        public int? Cost { get; init; }
    }

    /// <summary>A node crashes: what reaches it is lost, flows and receivers stop, programs end; its interfaces still send.</summary>
    public sealed record NodeCrash(int Node) : FaultChange;

    /// <summary>The node is back: its flows and receivers go on, and programs and apps that the crash stopped begin anew.</summary>
    public sealed record NodeRestart(int Node) : FaultChange;

    /// <summary>
    /// Nodes of different sides no longer reach each other: links between them are down, a LAN's switch passes no frame from one to
    /// another, and what one sends to another by any other way is lost. Who is on no side talks to all. Several partitions hold at once.
    /// </summary>
    /// <param name="Sides">The nodes of each side.</param>
    /// <param name="Text">The sides as typed, for the trace and the report.</param>
    public sealed record Partition(IReadOnlyList<IReadOnlyList<int>> Sides, string Text) : FaultChange;

    /// <summary>All partitions end.</summary>
    public sealed record Heal : FaultChange;

    /// <summary>A host joins a group (an index into <see cref="Scenario.Groups"/>).</summary>
    public sealed record GroupJoin(int Node, int Group) : FaultChange;

    /// <summary>A host leaves a group.</summary>
    public sealed record GroupLeave(int Node, int Group) : FaultChange;
}
