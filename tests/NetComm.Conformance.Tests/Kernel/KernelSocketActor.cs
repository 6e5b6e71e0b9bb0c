using System.Text.Json;
using System.Text.Json.Nodes;
using NetComm.Network;
using NetComm.Runtime.Sockets;

namespace NetComm.Conformance.Tests.Kernel;

/// <summary>A socket of the kernel: the calls of the seam go there, and what it returned comes back as the seam's answers.</summary>
/// <param name="socket">Makes the actor of a connection that was accepted.</param>
internal sealed class KernelSocketActor(KernelNetwork network, int number, Func<int, IActorRef> socket) : UntypedActor
{
    /// <summary>What a call returned, or its errno.</summary>
    internal static SocketReply Reply(SocketCall call, JsonElement result, Func<int, IActorRef> socket)
    {
        if (result.TryGetProperty("errno", out JsonElement errno)) return new SocketReply.Done(Enum.Parse<Errno>(errno.GetString()!));
        return call switch
        {
            SocketCall.Open => new SocketOpened(socket(result.GetProperty("socket").GetInt32())),
            SocketCall.Accept => new ConnectionAccepted(socket(result.GetProperty("socket").GetInt32()), EndpointIn(result)),
            SocketCall.Bind => new SocketReply.Bound(EndpointIn(result)),
            SocketCall.Send or SocketCall.SendTo => new SocketReply.Sent(result.GetProperty("sent").GetInt32()),
            SocketCall.Receive =>
                new SocketReply.Data(Convert.FromHexString(result.GetProperty("data").GetString()!), EndpointIn(result)),
            _ => new SocketReply.Done(Errno.None),
        };
    }

    protected override void OnReceive(object message)
    {
        if (message is not SocketCall call) return;
        (IActorRef caller, IActorRef self) = (Sender, Self);
        JsonObject request = Request(call);
        request["socket"] = number;
        network.Call(request, result => caller.Tell(Reply(call, result, socket), self));
        if (call is SocketCall.Close) Context.Stop(Self);
    }

    private static JsonObject Request(SocketCall call) => call switch
    {
        SocketCall.Bind bind => At("bind", bind.Local),
        SocketCall.Listen { Backlog: { } backlog } => new JsonObject { ["call"] = "listen", ["backlog"] = backlog },
        SocketCall.Listen => new JsonObject { ["call"] = "listen" },
        SocketCall.Accept accept => Waiting(new JsonObject { ["call"] = "accept" }, accept.Timeout),
        SocketCall.Connect connect => Waiting(At("connect", connect.Peer), connect.Timeout),
        SocketCall.Send send => new JsonObject { ["call"] = "send", ["data"] = Convert.ToHexString(send.Data) },
        SocketCall.SendTo sendTo => With(At("sendto", sendTo.To), "data", Convert.ToHexString(sendTo.Data)),
        SocketCall.Receive receive => Waiting(new JsonObject { ["call"] = "recv", ["size"] = receive.Size }, receive.Timeout),
        SocketCall.Shutdown shutdown => new JsonObject
        {
            ["call"] = "shutdown",
            ["how"] = shutdown is { Read: true, Write: true } ? "both" : shutdown.Read ? "read" : "write",
        },
        SocketCall.Close => new JsonObject { ["call"] = "close" },
        SocketCall.SetOption option => Option(option),
        _ => throw new ArgumentException($"The kernel has no {call.GetType().Name}.", nameof(call)),
    };

    private static JsonObject Option(SocketCall.SetOption option)
    {
        var request = new JsonObject { ["call"] = "setsockopt", ["option"] = NameOf(option.Option) };
        bool isMembership = option.Option is SocketOption.JoinGroup or SocketOption.LeaveGroup;
        return isMembership ? With(request, "group", option.Group.ToString()) : With(request, "value", option.Value);
    }

    // As the language writes it: join-group.
    private static string NameOf(SocketOption option) =>
        string.Concat(option.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{c}" : $"{c}")).ToLowerInvariant();

    private static JsonObject At(string call, IpEndpoint endpoint) =>
        new() { ["call"] = call, ["address"] = endpoint.Address.ToString(), ["port"] = endpoint.Port };

    private static JsonObject Waiting(JsonObject request, SimDuration? timeout) =>
        timeout is { } patience ? With(request, "timeout", patience.TotalSeconds) : request;

    private static JsonObject With(JsonObject request, string key, JsonNode value)
    {
        request[key] = value;
        return request;
    }

    private static IpEndpoint EndpointIn(JsonElement result)
    {
        Assert.True(Ipv4Address.TryParse(result.GetProperty("address").GetString()!, out Ipv4Address address));
        return new IpEndpoint(address, result.GetProperty("port").GetInt32());
    }
}
