namespace NetComm.Sim.Runtime.Hosts;

/// <summary>What a run tells its flows and programs, and hears from them.</summary>
internal abstract record Job
{
    private Job()
    {
    }

    /// <summary>To a job: open, bind and join what you need; nothing is sent yet.</summary>
    internal sealed record Prepare : Job
    {
        internal static readonly Prepare Order = new();
    }

    /// <summary>From a job: all is in place.</summary>
    internal sealed record Ready : Job
    {
        internal static readonly Ready Report = new();
    }

    /// <summary>From a job: the run lacks what the job needs.</summary>
    internal sealed record Unable(string Sentence) : Job;

    /// <summary>To a job: its time has come.</summary>
    internal sealed record Begin : Job
    {
        internal static readonly Begin Order = new();
    }

    /// <summary>To a program: its host has crashed.</summary>
    internal sealed record Crash : Job
    {
        internal static readonly Crash Order = new();
    }

    /// <summary>From a job, once after <see cref="Begin"/>: it waits or has ended, so the next one may begin.</summary>
    internal sealed record Settled : Job
    {
        internal static readonly Settled Report = new();
    }
}
