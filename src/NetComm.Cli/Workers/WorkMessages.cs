using Akka.Actor;

namespace NetComm.Cli.Workers;

/// <summary>What a coordinator and its workers say to each other: all that crosses the network, and nothing else does.</summary>
internal abstract record WorkMessage
{
    /// <summary>A worker is there. It says so until it is answered.</summary>
    /// <param name="Build">The program that it runs.</param>
    /// <param name="Cores">How many runs it does at once.</param>
    internal sealed record Hello(string Build, int Cores) : WorkMessage;

    /// <summary>The worker is not wanted.</summary>
    internal sealed record Refused(string Reason) : WorkMessage;

    /// <summary>The sweep, with all that its runs need.</summary>
    /// <param name="File">The scenario's file name.</param>
    /// <param name="Source">The scenario as it is run.</param>
    /// <param name="Files">The files that it names.</param>
    internal sealed record Welcome(string File, string Source, IReadOnlyList<NamedFile> Files) : WorkMessage;

    /// <summary>A core of the worker has nothing to do.</summary>
    internal sealed record WantWork : WorkMessage;

    /// <summary>A run to do.</summary>
    /// <param name="Attempt">How many times it has been given out: a result of an earlier attempt does not count.</param>
    internal sealed record Work(int Point, int Replication, int Attempt) : WorkMessage;

    /// <summary>A run is over.</summary>
    internal sealed record Result(
        int Point, int Replication, int Attempt, IReadOnlyList<double?> Figures, IReadOnlyList<bool?> Passed, bool IsComplete)
        : WorkMessage;

    /// <summary>A run could not be done, which is a fault of the program.</summary>
    internal sealed record Failed(int Point, int Replication, string Message) : WorkMessage;

    /// <summary>All runs are done.</summary>
    internal sealed record Finished : WorkMessage;
}

/// <summary>Within one process: a thread has done a run for its worker.</summary>
internal sealed record RunDone(WorkMessage Result) : INotInfluenceReceiveTimeout;

/// <summary>A file that a scenario names.</summary>
internal sealed record NamedFile(string Name, byte[] Content);
