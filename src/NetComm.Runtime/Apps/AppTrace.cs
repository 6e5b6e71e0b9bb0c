using System.Text;

namespace NetComm.Runtime.Apps;

/// <summary>What an app, or a part of one, says to the trace.</summary>
internal sealed class AppTrace(RunContext run, App app)
{
    internal long Owner => NetComm.Model.Owner.Of(app.Id).TraceNumber;

    internal void Print(string line) => Write(TraceEventKind.ProgramPrinted, line);

    /// <summary>Says what its protocol came to.</summary>
    /// <param name="what">One of <see cref="AppReport"/>'s words.</param>
    /// <param name="number">How much of it: 200.</param>
    internal void Report(string what, long number) => Write(TraceEventKind.ProgramCalled, what, number);

    internal void Ended(string failure) => Write(TraceEventKind.ProgramEnded, failure);

    private void Write(TraceEventKind kind, string text, long number = 0)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        run.Trace.Write(TraceEvents.WithBytes(run.Clock.Now, kind, app.Index, bytes.Length, number), bytes);
    }
}
