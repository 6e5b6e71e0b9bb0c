using System.Text;

namespace NetComm.Runtime.Loopback;

/// <summary>What failed in a loopback run by a bug of ours: told once, in the trace and to the reader. From any thread.</summary>
internal sealed class RunFailures(IClock clock, TraceSink trace, LoopbackNotes notes)
{
    /// <summary>The path of the actor above all others of a run.</summary>
    private const string Root = "akka://netcomm/user/run/";

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Is over once something has failed without which the run cannot go on.</summary>
    internal Task End => _end.Task;

    /// <summary>An actor has failed. What it means for others its supervisor says; the run goes on, but is incomplete.</summary>
    internal void Tell(string who, Exception cause)
    {
        string failure = $"{(who.StartsWith(Root, StringComparison.Ordinal) ? who[Root.Length..] : who)}: {cause.Message}";
        if (!notes.Lack($"an actor failed, which is a bug of ours: {failure}")) return;
        byte[] text = Encoding.UTF8.GetBytes(failure);
        trace.Write(TraceEvents.WithBytes(clock.Now, TraceEventKind.ActorFailed, 0, text.Length), text);
    }

    /// <summary>Something has failed without which the run cannot go on: it ends at once.</summary>
    internal void EndRun(string who, Exception cause)
    {
        Tell(who, cause);
        _end.TrySetResult();
    }
}
