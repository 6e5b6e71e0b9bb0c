using System.Text;
using NetComm.Sim.Model;
using NetComm.Sim.Tracing;

namespace NetComm.Sim.Runtime.Hosts;

/// <summary>What all ready-made programs share: they begin when the run says so, print lines, and end well or with a reason.</summary>
internal abstract class AppActor(RunContext run, App app, IActorRef host, IActorRef director) : UntypedActor
{
    private bool _busy;
    private bool _settled;

    /// <summary>What the run's actors share.</summary>
    protected RunContext Run { get; } = run;

    /// <summary>Who the trace says speaks.</summary>
    protected long Owner => -1 - app.Index;

    /// <summary>The host's actor.</summary>
    protected IActorRef Host { get; } = host;

    /// <summary>Whether it has ended: messages that still come are for nobody.</summary>
    protected bool HasEnded { get; private set; }

    protected override void PreStart() => SetBusy(true);

    protected sealed override void OnReceive(object message)
    {
        if (HasEnded) return;
        switch (message)
        {
            case Job.Prepare:
                Prepare();
                break;
            case Job.Begin:
                Run.Trace.Write(TraceEvents.At(Run.Clock.Now, TraceEventKind.ProgramStarted, app.Index));
                Begin();
                Settle();
                break;
            case Job.Crash:
                End("host crashed");
                break;
            default:
                Hear(message);
                break;
        }
    }

    /// <summary>Opens what it needs, and says that it is <see cref="Ready"/> or <see cref="Unable"/>. Unless overridden it needs nothing.</summary>
    protected virtual void Prepare() => Ready();

    /// <summary>All is in place.</summary>
    protected void Ready() => director.Tell(Job.Ready.Report, Self);

    /// <summary>The run lacks what it needs.</summary>
    protected void Unable(string sentence) => director.Tell(new Job.Unable(sentence), Self);

    /// <summary>Its time has come.</summary>
    protected abstract void Begin();

    /// <summary>Takes any message but those about its life.</summary>
    protected abstract void Hear(object message);

    /// <summary>Closes what is open.</summary>
    protected virtual void CleanUp()
    {
    }

    /// <summary>Prints a line.</summary>
    protected void Print(string line) => Write(TraceEventKind.ProgramPrinted, line);

    /// <summary>Ends it.</summary>
    /// <param name="failure">Why it failed: an errno's name or a sentence; empty where it did not.</param>
    protected void End(string failure)
    {
        HasEnded = true;
        Write(TraceEventKind.ProgramEnded, failure);
        CleanUp();
        SetBusy(false);
        Settle();
    }

    private void Settle()
    {
        if (_settled) return;
        _settled = true;
        director.Tell(Job.Settled.Report, Self);
    }

    private void SetBusy(bool busy)
    {
        if (busy == _busy) return;
        _busy = busy;
        if (busy) Run.Progress.JobBusy();
        else Run.Progress.JobIdle();
    }

    private void Write(TraceEventKind kind, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Run.Trace.Write(TraceEvents.WithBytes(Run.Clock.Now, kind, app.Index, bytes.Length), bytes);
    }
}
