using System.Text;

namespace NetComm.Runtime.Apps.Programs;

/// <summary>What a program, or the program of one of its connections, says to the trace.</summary>
/// <param name="connection">Which connection; 0: the program itself.</param>
internal sealed class ProgramTrace(RunContext run, ProgramId program, int connection)
{
    internal long Owner => NetComm.Model.Owner.Of(program).TraceNumber;

    internal void Started(int takenBy) => run.Trace.Write(TraceEvents.ProgramStarted(run.Clock.Now, program, connection, takenBy));

    internal void Printed(string line) => Said(TraceEventKind.ProgramPrinted, line);

    internal void Ended(string failure) => Said(TraceEventKind.ProgramEnded, failure);

    internal void Called(string call, long number, Errno errno)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(call);
        run.Trace.Write(TraceEvents.ProgramCalled(run.Clock.Now, program, connection, number, bytes.Length, errno), bytes);
    }

    private void Said(TraceEventKind kind, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        run.Trace.Write(TraceEvents.ProgramSaid(run.Clock.Now, kind, program, connection, bytes.Length), bytes);
    }
}
