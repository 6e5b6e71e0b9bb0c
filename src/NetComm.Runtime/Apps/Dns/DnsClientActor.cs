using System.Globalization;
using NetComm.Protocols.Dns;

namespace NetComm.Runtime.Apps.Dns;

/// <summary>Asks a server for names, one after the other, and prints what it says. Fails where it says nothing.</summary>
internal sealed class DnsClientActor(RunContext run, App app, AppTask.DnsClient task, IActorRef host, IActorRef director)
    : AppActor(run, app, host, director)
{
    private readonly Queue<string> _names = new(task.Ask);
    private IActorRef _resolver = ActorRefs.Nobody;
    private SimTime _askedAt;

    // Whom it asks it is told by the file, not by DNS.
    protected override void Begin()
    {
        if (Run.Resolve(task.Server) is not { } server)
        {
            End(nameof(Errno.ENOENT));
            return;
        }

        RunContext run = Run;
        IActorRef machine = Host;
        long owner = Owner;
        string name = App.Name;
        var endpoint = new IpEndpoint(server, task.Port);
        _resolver = Context.ActorOf(ActorProps.Of(() => new ResolverActor(run, machine, owner, name, endpoint)), "resolver");
        AskNext();
    }

    protected override void Handle(object message)
    {
        if (message is ResolverActor.Answer answer) Answered(answer);
    }

    private void AskNext()
    {
        if (!_names.TryDequeue(out string? name))
        {
            End("");
            return;
        }

        _askedAt = Run.Clock.Now;
        _resolver.Tell(new ResolverActor.Ask(name), Self);
    }

    private void Answered(ResolverActor.Answer answer)
    {
        if (answer.Response is not { } response)
        {
            Print($"{answer.Name}: {answer.Errno}");
            End(answer.Errno.ToString());
            return;
        }

        string time = ((Run.Clock.Now - _askedAt).Picoseconds / 1e9).ToString("0.000", CultureInfo.InvariantCulture);
        Print($"{answer.Name}: {Said(answer, response)}, {(answer.IsCached ? "cached" : $"in {time} ms")}");
        Voice.Report(AppReport.Status, (long)response);
        AskNext();
    }

    private static string Said(ResolverActor.Answer answer, DnsResponseCode response) => (answer.Address, response) switch
    {
        ({ } address, _) => address.ToString(),
        (_, DnsResponseCode.NoError) => "no address",
        (_, DnsResponseCode.FormatError) => "FORMERR",
        (_, DnsResponseCode.ServerFailure) => "SERVFAIL",
        (_, DnsResponseCode.NameError) => "NXDOMAIN",
        (_, DnsResponseCode.NotImplemented) => "NOTIMP",
        (_, DnsResponseCode.Refused) => "REFUSED",
        (_, var other) => string.Create(CultureInfo.InvariantCulture, $"RCODE {(int)other}"),
    };
}
