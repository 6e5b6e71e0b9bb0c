using System.Text;
using NetComm.Runtime.Apps;

namespace NetComm.Runtime.Simulated;

/// <summary>Hears from the apps of a simulated run, and of actors that failed. All is in place at once here.</summary>
internal sealed class RunFailuresActor(SimulatedNetwork network, List<string> failures) : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Error));

    protected override void OnReceive(object message)
    {
        if (message is AppLifecycle.CannotStart unable) failures.Add(unable.Sentence);
        else if (message is Error error) Note($"{error.LogSource}: {error.Cause?.Message ?? error.Message}");
    }

    private void Note(string failure)
    {
        byte[] text = Encoding.UTF8.GetBytes(failure);
        network.Trace.Write(TraceEvents.WithBytes(network.Clock.Now, TraceEventKind.ActorFailed, 0, text.Length), text);
        failures.Add($"an actor failed, which is a bug of ours: {failure}");
    }
}
