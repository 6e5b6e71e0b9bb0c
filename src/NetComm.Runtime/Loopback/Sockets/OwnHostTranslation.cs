using NetComm.Runtime.Loopback.Addresses;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Between what applications call their own host and what stands for it on one node.</summary>
internal sealed class OwnHostTranslation(Ipv4Address localhost)
{
    internal SocketCall In(SocketCall call) => call switch
    {
        SocketCall.Bind bind => new SocketCall.Bind(In(bind.Local)),
        SocketCall.Connect connect => connect with { Peer = In(connect.Peer) },
        SocketCall.SendTo sendTo => sendTo with { To = In(sendTo.To) },
        _ => call,
    };

    internal SocketReply Out(SocketReply reply) => reply switch
    {
        SocketReply.Bound bound => new SocketReply.Bound(Out(bound.Local)),
        SocketReply.Data data => data with { From = Out(data.From) },
        _ => reply,
    };

    internal IpEndpoint Out(IpEndpoint endpoint)
    {
        bool isOwnHost = endpoint.Address == localhost && localhost != Ipv4Address.Localhost;
        return isOwnHost ? endpoint with { Address = LoopbackAddresses.OwnHost } : endpoint;
    }

    private IpEndpoint In(IpEndpoint endpoint) =>
        endpoint.Address == LoopbackAddresses.OwnHost ? endpoint with { Address = localhost } : endpoint;
}
