using Akka.TestKit;
using NetComm.Network;
using NetComm.Protocols.Dns;
using NetComm.Runtime.AkkaHosting;
using NetComm.Runtime.Apps.Dns;
using NetComm.Runtime.Sockets;

namespace NetComm.Runtime.Tests.Actors.Apps;

/// <summary>A resolver whose program is a probe, and which asks a DNS server at bob's.</summary>
public sealed class ResolverActorTests : ProbedHostTests
{
    private static readonly SimDuration AnInstant = SimDuration.FromPicoseconds(1);
    private static readonly IpEndpoint Any = new(Ipv4Address.Any, 0);
    private static readonly IpEndpoint Server = new(new Ipv4Address(0x0A000002), 53);
    private static readonly Ipv4Address Carol = new(0x0A000003);

    private readonly TestProbe _program;
    private readonly IActorRef _resolver;

    public ResolverActorTests()
    {
        _program = CreateTestProbe("program");
        RunContext run = RunOf(Network);
        _resolver = _program.ChildActorOf(ActorProps.Of(() => new ResolverActor(run, Host, owner: -1, "program", Server)), "resolver");
        Tell(_resolver, new ResolverActor.Ask("carol"), _program);
        Tell(_resolver, new SocketOpened(Socket), Host);
    }

    [Fact]
    public void A_question_waits_until_the_socket_is_bound()
    {
        Expect(Socket, new SocketCall.Bind(Any));
        ExpectNothing(Socket);

        Tell(_resolver, new SocketReply.Bound(Any), Socket);

        Assert.Equal(Server, Find<SocketCall.SendTo>(Socket).To);
    }

    [Fact]
    public void An_answer_is_handed_to_the_program()
    {
        Tell(_resolver, new SocketReply.Bound(Any), Socket);
        byte[] query = Find<SocketCall.SendTo>(Socket).Data;
        var responder = new DnsResponder(new Dictionary<string, Ipv4Address> { ["carol"] = Carol });

        Tell(_resolver, new SocketReply.Data(responder.Answer(query)!, Server), Socket);

        Assert.Equal(Carol, Expect<ResolverActor.Answer>(_program).Address);
    }

    [Fact]
    public void A_name_that_is_known_is_asked_for_no_second_time()
    {
        Tell(_resolver, new SocketReply.Bound(Any), Socket);
        byte[] query = Find<SocketCall.SendTo>(Socket).Data;
        var responder = new DnsResponder(new Dictionary<string, Ipv4Address> { ["carol"] = Carol });
        Tell(_resolver, new SocketReply.Data(responder.Answer(query)!, Server), Socket);
        Forget(_program, Socket);

        Tell(_resolver, new ResolverActor.Ask("carol"), _program);

        Assert.True(Expect<ResolverActor.Answer>(_program).IsCached);
        ExpectNothing(Socket);
    }

    [Fact]
    public void A_question_that_is_not_answered_is_asked_again_after_5_s()
    {
        Tell(_resolver, new SocketReply.Bound(Any), Socket);
        Forget(Socket);

        Pass(SimDuration.FromSeconds(5) - AnInstant);
        ExpectNothing(Socket);
        Pass(AnInstant);
        Assert.Equal(Server, Expect<SocketCall.SendTo>(Socket).To);
    }

    [Fact]
    public void A_question_that_was_asked_twice_in_vain_is_ETIMEDOUT()
    {
        Tell(_resolver, new SocketReply.Bound(Any), Socket);

        Pass(SimDuration.FromSeconds(10) - AnInstant);
        ExpectNothing(_program);
        Pass(AnInstant);
        Assert.Equal(Errno.ETIMEDOUT, Expect<ResolverActor.Answer>(_program).Errno);
    }

    [Fact]
    public void A_resolver_that_stops_closes_its_socket()
    {
        Expect(Socket, new SocketCall.Bind(Any));

        Tell(_resolver, PoisonPill.Instance);

        Expect(Socket, new SocketCall.Close());
    }
}
