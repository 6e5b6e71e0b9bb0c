using NetComm.Protocols.Dns;

namespace NetComm.Runtime.Apps.Dns;

/// <summary>A name server: it knows every name of the file that has an address, and its own records, which go before them.</summary>
internal sealed class DnsServerActor(RunContext run, App app, AppTask.DnsServer task, IActorRef host, IActorRef director)
    : DatagramAppActor(run, app, host, director, task.Port)
{
    private readonly DnsResponder _responder = new(AddressesOf(run, task));

    private IActorRef _overTcp = ActorRefs.Nobody;

    protected override void Work()
    {
        base.Work();
        _overTcp = Context.ActorOf(
            ActorProps.Of(() => new DnsListenerActor(Run, Voice, Host, task.Port, _responder)), "tcp");
    }

    protected override void Take(byte[] data, IpEndpoint from)
    {
        if (_responder.Answer(data) is { } answer) Send(from, answer);
    }

    protected override void CleanUp()
    {
        Context.Stop(_overTcp);
        base.CleanUp();
    }

    private static Dictionary<string, Ipv4Address> AddressesOf(RunContext run, AppTask.DnsServer task)
    {
        Scenario scenario = run.Scenario;
        IEnumerable<string> names =
        [
            .. scenario.Nodes.Where(node => node.Interfaces.Count > 0).Select(node => node.Name),
            .. scenario.Groups.Select(group => group.Name),
            .. scenario.AnycastServices.Select(service => service.Name),
            .. scenario.Links.OfType<Lan>().Select(lan => lan.Name),
        ];
        var addresses = new Dictionary<string, Ipv4Address>(StringComparer.Ordinal);
        foreach (string name in names) addresses.TryAdd(name.ToLowerInvariant(), run.Resolve(name)!.Value);
        foreach ((string name, Ipv4Address address) in task.Records) addresses[name] = run.Resolve(address.ToString()) ?? address;
        return addresses;
    }
}
