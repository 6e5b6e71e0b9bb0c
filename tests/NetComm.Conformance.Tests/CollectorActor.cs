using System.Collections.Concurrent;
using NetComm.Network;

namespace NetComm.Conformance.Tests;

/// <summary>Keeps the answers to a call.</summary>
internal sealed class CollectorActor(BlockingCollection<SocketReply> replies) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is SocketReply reply) replies.Add(reply);
    }
}
