namespace NetComm.Model;

/// <summary>Something that changes in the network at an instant.</summary>
/// <param name="Index">Place in <see cref="Scenario.Faults"/>, which is ordered by time.</param>
/// <param name="At">When.</param>
/// <param name="Change">What.</param>
public sealed record Fault(int Index, SimTime At, FaultChange Change);

/// <summary>What a fault does.</summary>
public abstract record FaultChange
{
    private FaultChange()
    {
    }

    /// <summary>The link or LAN (an index into <see cref="Scenario.Links"/>) carries nothing any more; what is on it is lost.</summary>
    public sealed record LinkDown(int Medium) : FaultChange;

    /// <summary>It carries again.</summary>
    public sealed record LinkUp(int Medium) : FaultChange;

    /// <summary>Its properties change, in one direction or both; a LAN takes those of <paramref name="Forward"/>.</summary>
    /// <param name="Medium">The link or LAN.</param>
    /// <param name="Forward">First to second of <c>between</c>.</param>
    /// <param name="Backward">Second to first.</param>
    /// <param name="Text">The keys as typed, for the trace and the report.</param>
    public sealed record LinkSet(int Medium, LinkChange Forward, LinkChange Backward, string Text) : FaultChange;

    /// <summary>
    /// A host or router stops: what reaches it is lost, its flows and receivers are silent, its programs end. What its interfaces hold
    /// still goes out.
    /// </summary>
    public sealed record NodeCrash(int Node) : FaultChange;

    /// <summary>It is back: its flows and receivers go on; its programs have ended with the crash.</summary>
    public sealed record NodeRestart(int Node) : FaultChange;

    /// <summary>A host joins a group (an index into <see cref="Scenario.Groups"/>).</summary>
    public sealed record GroupJoin(int Node, int Group) : FaultChange;

    /// <summary>A host leaves a group.</summary>
    public sealed record GroupLeave(int Node, int Group) : FaultChange;
}
