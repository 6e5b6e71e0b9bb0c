using System.Text;
using Akka.TestKit;
using NetComm.Network;
using NetComm.Runtime.Simulated;
using NetComm.Runtime.Simulated.Links;
using NetComm.Runtime.Simulated.Nodes;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Tests.Actors;

/// <summary>Some nodes, links and LANs of a network are actors; probes take the place of the others, and get what arrives there.</summary>
public abstract class StagedNetworkTests : ActorTests
{
    private readonly Dictionary<string, TestProbe> _probes = [];

    private protected StagedNetworkTests(NetworkBuilder builder, params string[] actors)
    {
        Network = NetworkOf(builder.Build());
        Owner = CreateTestProbe("owner");
        foreach (Node node in Scenario.Nodes) Network.Nodes[node.Index] = actors.Contains(node.Name) ? Make(node) : Stand(node.Name);
        foreach (LinkOrLan medium in Scenario.Links)
        {
            if (actors.Contains(medium.Name)) Network.Media[medium.Index] = Make(medium);
            else Network.Connect((Link)medium);
        }
    }

    private protected SimulatedNetwork Network { get; }

    private protected Scenario Scenario => Network.Run.Scenario;

    /// <summary>Whose sockets are opened: the program of a host, so to say.</summary>
    private protected TestProbe Owner { get; }

    /// <summary>The actor of a node, link or LAN.</summary>
    private protected IActorRef ActorOf(string name) => Scenario.FindNode(name) is { } node
        ? Network.Nodes[node.Index]
        : Network.Media[Scenario.Links.Single(medium => medium.Name == name).Index];

    /// <summary>Who stands in the place of a node.</summary>
    private protected TestProbe ProbeOf(string name) => _probes[name];

    private protected NetworkInterface InterfaceOf(string node, int place = 0) => Scenario.FindNode(node)!.Interfaces[place];

    private protected Ipv4Address AddressOf(string node) => InterfaceOf(node).Address;

    /// <summary>A socket of the owner's.</summary>
    private protected IActorRef Open(string host, Transport transport)
    {
        Tell(ActorOf(host), new SocketCall.Open(transport, Owner: -1), Owner);
        return Expect<SocketOpened>(Owner).Socket;
    }

    /// <summary>A UDP socket of the owner's at a port.</summary>
    private protected IActorRef OpenAt(string host, int port)
    {
        IActorRef socket = Open(host, Transport.Udp);
        Assert.IsType<SocketReply.Bound>(Call(socket, new SocketCall.Bind(new(Ipv4Address.Any, port))));
        return socket;
    }

    /// <summary>The owner calls, and is answered at once.</summary>
    private protected SocketReply Call(IActorRef socket, SocketCall call)
    {
        Tell(socket, call, Owner);
        return Expect<SocketReply>(Owner);
    }

    /// <summary>A datagram from port 5000 of one node to a port of another.</summary>
    private protected Packet Datagram(string from, string to, int port, string text = "hello")
    {
        Packet packet = Network.Run.Packets.Rent();
        packet.Number = Network.Run.Progress.NextPacket();
        (packet.Source, packet.SourcePort) = (AddressOf(from), 5000);
        (packet.Destination, packet.DestinationPort) = (AddressOf(to), port);
        packet.To = Destination.One(Scenario.FindNode(to)!.Index);
        packet.Hop.NextHopPort = InterfaceOf(to).Port;
        packet.Ttl = 64;
        packet.Data = Encoding.UTF8.GetBytes(text);
        packet.Bytes = packet.Data.Length;
        packet.IpLength = packet.Bytes + PayloadSize.UdpOverhead;
        packet.SentAt = Clock.Now;
        return packet;
    }

    /// <summary>Lets a node send a packet by its first interface, and what comes of it at this instant.</summary>
    private protected void Send(string from, Packet packet)
    {
        Network.Run.Progress.SetOut();
        Network.Interfaces[InterfaceOf(from).Index].Transmitter.Offer(packet, Clock.Now);
        Pass(SimDuration.Zero);
    }

    /// <summary>The next packet that arrives where the probe of a node stands.</summary>
    private protected Packet ExpectPacket(string node) => Expect<PacketArrived>(ProbeOf(node)).Packet;

    /// <summary>What the next packet reports, which is an ICMP error.</summary>
    private protected IcmpReport ExpectReport(string node)
    {
        Packet packet = ExpectPacket(node);
        Assert.Equal(PacketKind.Control, packet.Kind);
        Assert.True(IcmpErrors.TryRead(packet.Data!, out IcmpReport report));
        return report;
    }

    private IActorRef Make(Node node) => node.Kind == NodeKind.Host
        ? Make(node.Name, () => new HostActor(Network, node, Director))
        : Make(node.Name, () => new RouterActor(Network, node));

    private IActorRef Make(LinkOrLan medium) => medium is Link link
        ? Make($"link:{link.Name}", () => new LinkActor(Network, link))
        : Make($"lan:{medium.Name}", () => new LanActor(Network, (Lan)medium));

    private TestProbe Stand(string node) => _probes[node] = CreateTestProbe(node);
}
