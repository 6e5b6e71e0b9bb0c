using NetComm.Network;
using NetComm.Protocols.Ip;
using NetComm.Protocols.Tcp;
using NetComm.Runtime.AkkaHosting;
using NetComm.Tracing;

namespace NetComm.Runtime.Simulated.Sockets;

/// <content>The connection: its machine, the segments that it sends and gets, and its timer.</content>
internal sealed partial class TcpSocketActor
{
    private sealed record ConnectTimedOut(long Attempt);

    private sealed class TimerTick : DirectMessage
    {
        internal static readonly TimerTick Message = new();
    }

    /// <summary>Half of what TIME-WAIT lasts on Linux (tcp.h, TCP_TIMEWAIT_LEN: 60 s); RFC 9293, 3.4.2, has 2 min.</summary>
    private static readonly SimDuration SegmentLifetime = SimDuration.FromSeconds(30);

    private TcpConnection? _machine;
    private IActorRef _connector = ActorRefs.Nobody;
    private long _attempt;
    private int _destination;
    private int _conversation = -1;
    private SimTime _timer = SimTime.Never;
    private bool _holdsRun;

    void ITcpOutput.Transmit(TcpConnection connection, in TcpSegment segment)
    {
        Packet packet = _network.Run.Packets.Rent();
        packet.Kind = PacketKind.Tcp;
        packet.Flow = (int)_ownerNumber;
        packet.Source = _local.Address;
        packet.SourcePort = _local.Port;
        packet.Destination = _peer.Address;
        packet.DestinationPort = _peer.Port;
        packet.DestinationNode = _destination;
        packet.NextHopPort = -1;
        packet.Ttl = _ttl;
        packet.Bytes = segment.Length;
        packet.WireBytes = Ipv4Header.MinimumSize + segment.Header.Size + segment.Length;
        packet.Number = _network.Run.Progress.NextPacket();
        packet.SentAt = Now;
        (packet.Segment ??= new SegmentHeader()).Tcp = segment.Header;
        if (_carriesBytes && segment.Length > 0)
        {
            packet.Data = new byte[segment.Length];
            connection.CopyPayload(segment.Offset, packet.Data);
        }

        SegmentTrace.Sent(_network, Conversation(), packet, segment.IsRetransmission);
        _network.Run.Progress.SetOut();
        _ip.Send(packet);
    }

    private int Conversation()
    {
        if (_conversation < 0) _conversation = ConversationText.Open(_network.Run, Now, "tcp", _local, _peer, _ttl, _ownerNumber);
        return _conversation;
    }

    private void Connect(SocketCall.Connect connect)
    {
        Errno errno = Aim(connect.Peer);
        if (errno != Errno.None)
        {
            Sender.Tell(Done(errno), Self);
            return;
        }

        _connector = Sender;
        _stage = Stage.Connecting;
        _attempt++;
        if (connect.Timeout is { } timeout) _network.Clock.At(Now + timeout, Self, new ConnectTimedOut(_attempt));
        _conversation = -1;
        _machine = NewMachine();
        _machine.Open(Now);
        After();
    }

    /// <summary>Finds out by which address to go, and takes a port there.</summary>
    private Errno Aim(IpEndpoint peer)
    {
        if (_stage is Stage.Connected or Stage.Listening) return Errno.EISCONN;
        if (_stage == Stage.Connecting) return Errno.EALREADY;
        if (peer.Port == 0) return Errno.ECONNREFUSED;
        int destination = _network.Map.Addresses.DestinationOf(peer.Address);
        if (destination < 0) return Errno.ENETUNREACH;
        bool isHere = _network.Map.Addresses.IsAt(destination, _node.Index);
        NextHop hop = isHere ? NextHop.None : _network.Map.Next(_node.Index, destination);
        if (hop.Interface < 0 && !isHere) return Errno.ENETUNREACH;
        Ipv4Address source = isHere ? peer.Address : _network.Interfaces[hop.Interface].At.Address;
        if (!_isBound && Bind(new(Ipv4Address.Any, 0)) is var failure and not Errno.None) return failure;
        var local = new IpEndpoint(_local.Address == Ipv4Address.Any ? source : _local.Address, _local.Port);
        if (!_table.TryConnect(local, peer, Self)) return Errno.EADDRNOTAVAIL;
        (_local, _peer) = (local, peer);
        _destination = destination;
        return Errno.None;
    }

    private TcpConnection NewMachine() => new(
        new TcpSettings
        {
            Options = _noDelay ? _options with { Nagle = false } : _options,
            LocalPort = (ushort)_local.Port,
            RemotePort = (ushort)_peer.Port,
            InitialSequenceNumber = (uint)(_luck.NextDouble() * uint.MaxValue),
            Mtu = MtuTowards(_peer.Address),
            CarriesBytes = _carriesBytes,
            MaximumSegmentLifetime = SegmentLifetime,
        },
        this);

    private int MtuTowards(Ipv4Address peer)
    {
        int destination = _network.Map.Addresses.DestinationOf(peer);
        if (destination < 0 || _network.Map.Addresses.IsAt(destination, _node.Index)) return ushort.MaxValue;
        int leavingBy = _network.Map.Next(_node.Index, destination).Interface;
        return leavingBy < 0 ? 1500 : Math.Min(_network.Interfaces[leavingBy].Mtu, ushort.MaxValue);
    }

    private void Arrived(Packet packet)
    {
        _network.Trace.Write(TraceEvents.Received(Now, _node.Index, packet.Number, packet.Bytes));
        if (_machine is null)
        {
            // The SYN that this socket was made for.
            _machine = NewMachine();
            _machine.Accept(packet.Segment!.Tcp, Now);
        }
        else
        {
            _machine.SegmentArrived(packet.Segment!.Tcp, packet.Bytes, packet.Data, Now);
        }

        // Not before: what the machine sends would be written into the packet that it reads.
        _network.Discard(packet);
        After();
    }

    private void Reported(IcmpReport report)
    {
        if (_machine is null) return;
        if (report.Mtu > 0) _machine.FragmentationNeeded(report.Mtu, (uint)report.Sequence, Now);
        else _machine.DestinationUnreachable(report.Error == Errno.None ? Errno.EHOSTUNREACH : report.Error, (uint)report.Sequence, Now);
        After();
    }

    private void TimerExpired()
    {
        if (_timer > Now || _machine is null) return;
        _timer = SimTime.Never;
        if (_machine.NextTimer <= Now) _machine.TimerExpired(Now);
        After();
    }

    /// <summary>Looks at what a call, a segment or a timer has changed.</summary>
    private void After()
    {
        TcpConnection machine = _machine!;
        TcpChanges changes = machine.CollectChanges();
        if ((changes & TcpChanges.Congestion) != 0)
        {
            _network.Trace.Write(TraceEvents.CongestionChanged(
                Now, Conversation(), machine.CongestionWindow, machine.SlowStartThreshold, machine.SmoothedRoundTrip,
                machine.BytesInFlight));
        }

        if ((changes & TcpChanges.State) != 0) StateChanged();
        if ((changes & TcpChanges.Readable) != 0) Serve();
        if ((changes & TcpChanges.Writable) != 0) TakeSends();
        if (machine.State == TcpState.Closed) return;
        HoldRun(IsUnfinished(machine));
        if (machine.NextTimer is not { } next || next >= _timer) return;
        _timer = next;
        _network.Clock.At(next, Self, TimerTick.Message);
    }

    private void StateChanged()
    {
        TcpState state = _machine!.State;
        _network.Trace.Write(TraceEvents.TcpStateChanged(Now, Conversation(), (byte)state));
        if (state == TcpState.Closed) Ended();
        else if (_stage == Stage.Connecting && state is not (TcpState.SynSent or TcpState.SynReceived)) Established();
    }

    private void Established()
    {
        _stage = Stage.Connected;
        if (_from is { } listener) listener.Socket.Tell(new TcpCommand.Established(Self, _peer), Self);
        else _connector.Tell(Done(Errno.None), Self);
    }

    private void Ended()
    {
        Errno error = _machine!.Error;
        HoldRun(false);
        if (_stage == Stage.Connecting && _from is null)
        {
            GiveUpConnecting(error);
            return;
        }

        if (_stage == Stage.Connecting) _from!.Socket.Tell(new TcpCommand.Failed(Self), Self);
        if (_stage is Stage.Closed or Stage.Connecting)
        {
            Context.Stop(Self);
            return;
        }

        _table.Disconnect(_local, _peer);
        Break(error);
    }

    /// <summary>The socket may be used for another attempt, from the same port.</summary>
    private void GiveUpConnecting(Errno errno)
    {
        _stage = Stage.Fresh;
        _table.Disconnect(_local, _peer);
        if (_machine!.State != TcpState.Closed) _machine.Abort(Now);
        HoldRun(false);
        _machine = null;
        _connector.Tell(Done(errno), Self);
    }

    // While bytes wait for their acknowledgement, or the end of the stream for its, the run goes on: TIME-WAIT and an idle connection do
    // not hold it.
    private static bool IsUnfinished(TcpConnection machine) =>
        machine.BytesInSendBuffer > 0 || machine.State is TcpState.SynSent or TcpState.SynReceived or TcpState.FinWait1 or TcpState.Closing
            or TcpState.LastAck;

    private void HoldRun(bool hold)
    {
        if (hold == _holdsRun) return;
        _holdsRun = hold;
        if (hold) _network.Run.Progress.JobBusy();
        else _network.Run.Progress.JobIdle();
    }
}
