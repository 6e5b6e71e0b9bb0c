using NetComm.Sim.Model;

namespace NetComm.Sim.Runtime.Hosts;

/// <summary>The echo service over UDP (RFC 862): each datagram goes back to where it came from.</summary>
internal sealed class DatagramEchoActor(RunContext run, App app, IActorRef host, IActorRef director, int port) : DatagramAppActor(run, app, host, director, port)
{
    protected override void Take(byte[] data, IpEndpoint from) => Send(from, data);
}
