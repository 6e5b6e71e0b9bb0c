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
    /// <param name="Runs">So many it would do before it says so again.</param>
    internal sealed record WantWork(int Runs) : WorkMessage;

    /// <summary>Runs to do, one after the other.</summary>
    internal sealed record Work(IReadOnlyList<WorkRun> Runs) : WorkMessage;

    /// <summary>They are over.</summary>
    internal sealed record Results(IReadOnlyList<WorkResult> Runs) : WorkMessage;

    /// <summary>A run could not be done, which is a fault of the program.</summary>
    internal sealed record Failed(int Point, int Replication, string Message) : WorkMessage;

    /// <summary>All runs are done.</summary>
    internal sealed record Finished : WorkMessage;

    /// <summary>A piece of a message that is too large for one.</summary>
    /// <param name="Name">Of what message.</param>
    /// <param name="Index">Which piece, from 0.</param>
    /// <param name="Count">Of how many.</param>
    internal sealed record Chunk(string Name, int Index, int Count, byte[] Bytes) : WorkMessage;

    /// <summary>What arrived is no message of a sweep: it is never sent.</summary>
    /// <param name="What">What it was instead.</param>
    internal sealed record Malformed(string What) : WorkMessage;
}

/// <summary>One run.</summary>
/// <param name="Attempt">How many times it has been given out: a result of an earlier attempt does not count.</param>
internal sealed record WorkRun(int Point, int Replication, int Attempt);

/// <summary>What came of a run.</summary>
internal sealed record WorkResult(WorkRun Run, IReadOnlyList<double?> Figures, IReadOnlyList<bool?> Passed, bool IsComplete);

/// <summary>Within one process: a thread has done what its worker gave it.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Next">How many runs it would do next.</param>
internal sealed record WorkDone(WorkMessage Result, int Next) : INotInfluenceReceiveTimeout;

/// <summary>A file that a scenario names.</summary>
internal sealed record NamedFile(string Name, byte[] Content);
