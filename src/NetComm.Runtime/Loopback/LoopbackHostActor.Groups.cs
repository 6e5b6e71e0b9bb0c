using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>The groups that the timeline lets a host join: all its sockets hear them, as on Linux (ip(7), IP_MULTICAST_ALL).</summary>
internal sealed partial class LoopbackHostActor
{
    private readonly Queue<HostCommand> _orders = new();
    private readonly HashSet<IActorRef> _unanswered = [];

    private void Handle(HostCommand order)
    {
        switch (order)
        {
            case HostCommand.SocketJoined joined:
                NotifySockets(new UdpMessages.JoinGroup(joined.Group));
                break;
            case HostCommand.SocketLeft left:
                NotifySockets(new UdpMessages.LeaveGroup(left.Group));
                break;
            default:
                _orders.Enqueue(order);
                if (_orders.Count == 1) BeginOrder();
                break;
        }
    }

    private void BeginOrder()
    {
        switch (_orders.Peek())
        {
            case HostCommand.Join join:
                _unanswered.UnionWith(_datagramSockets);
                NotifySockets(new UdpMessages.JoinGroup(GroupOf(join.Group)) { IsAsked = true });
                if (_unanswered.Count == 0) FinishJoin(join);
                break;
            case HostCommand.Leave leave:
                SimTime now = _network.Members.Leave(_node.Index, GroupOf(leave.Group));
                _network.Run.Trace.Write(TraceEvents.Membership(now, TraceEventKind.GroupLeft, _node.Index, leave.Group));
                NotifySockets(new UdpMessages.LeaveGroup(GroupOf(leave.Group)));
                EndOrder();
                break;
        }
    }

    private void Answered(UdpMessages.GroupJoined answer)
    {
        if (answer.Errno != Errno.None) _network.Notes.Lack($"host '{_node.Name}' could not join {answer.Group}: {answer.Errno}");
        Account(Sender);
    }

    /// <summary>The socket has answered, or is no more.</summary>
    private void Account(IActorRef socket)
    {
        if (_unanswered.Remove(socket) && _unanswered.Count == 0 && _orders.TryPeek(out HostCommand? order)
            && order is HostCommand.Join join) FinishJoin(join);
    }

    private void FinishJoin(HostCommand.Join join)
    {
        SimTime now = _network.Members.Join(_node.Index, GroupOf(join.Group));
        _network.Run.Trace.Write(TraceEvents.Membership(now, TraceEventKind.GroupJoined, _node.Index, join.Group));

        // Once more, for those bound since they were asked.
        NotifySockets(new UdpMessages.JoinGroup(GroupOf(join.Group)));
        EndOrder();
    }

    private void EndOrder()
    {
        _orders.Dequeue();
        if (_orders.Count > 0) BeginOrder();
    }

    private void NotifySockets(object message)
    {
        foreach (IActorRef socket in _datagramSockets) socket.Tell(message, Self);
    }

    private Ipv4Address GroupOf(int index) => _network.Run.Scenario.Groups[index].Address;
}
