namespace NetComm.Model;

/// <summary>A ready-made protocol program that runs on one host.</summary>
/// <param name="Index">Its number in the trace: that of <see cref="Scenario.Programs"/> goes on here, so the first app's is their
/// count.</param>
/// <param name="Name">Unique among all that is measured.</param>
/// <param name="Node">Where it runs: the node's index.</param>
/// <param name="Start">When it begins. Default 0 s.</param>
/// <param name="Order">Rank in the file among flows, programs and apps: who begins first at one instant.</param>
public sealed record App(int Index, string Name, int Node, SimTime Start, AppTask Task, int Order)
{
    /// <summary>Which app it is.</summary>
    public ProgramId Id => new(Index);

    /// <summary>The name that it has together with others, where an entry of the file stands for one on each of several hosts.</summary>
    public string? Pool { get; init; }
}

/// <summary>A file that an app serves.</summary>
/// <param name="Path">From the root: <c>/index.html</c>.</param>
public sealed record AppFile(string Path, FileContent Content);
