using System.Net;
using NetComm.Runtime.Loopback.Emulation;

namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>Datagrams announced to a socket: handed over when both the system and the emulated links have delivered them.</summary>
internal sealed class ExpectedDatagrams(SocketContext context, UdpSocket socket, UdpPorts ports)
{
    internal sealed record Sweep
    {
        internal static readonly Sweep Message = new();
    }

    /// <summary>What the system has not delivered by then is lost: loopback takes microseconds, unless a buffer is full.</summary>
    private static readonly SimDuration GivenUpAfter = SimDuration.FromSeconds(2);

    private static readonly SimDuration SweepInterval = SimDuration.FromMilliseconds(500);

    /// <summary>Datagrams noted for one sender to a program that does not read: more than the system's receive buffer holds.</summary>
    private const int MostNoted = 4096;

    private readonly LoopbackNetwork _network = context.Network;
    private readonly Dictionary<IPEndPoint, List<UdpMessages.Expected>> _expected = [];
    private bool _isSweeping;

    internal void Add(UdpMessages.Expected expected)
    {
        if (IsLeft(expected))
        {
            expected.IsForgotten = true;
            return;
        }

        if (!_expected.TryGetValue(expected.From, out List<UdpMessages.Expected>? fromThere)) _expected[expected.From] = fromThere = [];
        fromThere.Add(expected);
        if (!socket.CarriesPackets && fromThere.Count > MostNoted) fromThere.RemoveAt(0);
        if (!_isSweeping) SweepLater();
    }

    /// <summary>What the system has delivered; null where that was not announced.</summary>
    internal UdpMessages.Expected? Find(UdpPort.Came came)
    {
        UdpMessages.Expected? found = _expected.GetValueOrDefault(came.From)
            ?.Find(expected => !expected.HasCome && expected.Payload.AsSpan().SequenceEqual(came.Bytes));
        if (found is not null) found.HasCome = true;
        return found;
    }

    /// <summary>The emulated links have carried a copy, or lost it; true where it can be handed over now.</summary>
    internal bool Settle(UdpMessages.Settled settled)
    {
        UdpMessages.Expected expected = settled.Expected;
        expected.SettledAt = context.Now;
        if (settled.Crossed is null)
        {
            expected.IsLost = true;
            return false;
        }

        if (expected.IsForgotten || IsLeft(expected))
        {
            settled.LetGo(_network);
            return false;
        }

        expected.Cross(settled.Crossed);
        return expected.HasCome;
    }

    internal void Remove(UdpMessages.Expected expected) => _expected.GetValueOrDefault(expected.From)?.Remove(expected);

    /// <summary>Who leaves a group does not get what is still under way: it finds nobody.</summary>
    internal void Forget(Ipv4Address group)
    {
        foreach (List<UdpMessages.Expected> fromThere in _expected.Values)
        {
            foreach (UdpMessages.Expected expected in fromThere.Where(expected => expected.Packet.Destination == group))
            {
                expected.IsForgotten = true;
                expected.LetGo(_network);
            }

            fromThere.RemoveAll(expected => expected.IsForgotten);
        }
    }

    internal void GiveUp()
    {
        foreach (List<UdpMessages.Expected> fromThere in _expected.Values)
        {
            foreach (UdpMessages.Expected lost in fromThere.FindAll(IsGivenUp))
            {
                fromThere.Remove(lost);
                while (lost.TryTake(out UnderWay? copy))
                {
                    long number = lost.Packet.Number;
                    context.Run.Trace.Write(TraceEvents.DroppedAt(context.Now, context.Node.Index, number, DropReason.BufferFull));
                    copy.End();
                }
            }
        }

        _isSweeping = false;
        if (_expected.Values.Any(fromThere => fromThere.Count > 0)) SweepLater();
    }

    internal void LetGo()
    {
        foreach (UdpMessages.Expected expected in _expected.Values.SelectMany(fromThere => fromThere)) expected.LetGo(_network);
    }

    private bool IsLeft(UdpMessages.Expected expected) =>
        expected.Packet.Destination is { IsMulticast: true } group && !ports.IsMember(group);

    // A program may read late what has crossed.
    private bool IsGivenUp(UdpMessages.Expected expected)
    {
        bool isOld = (expected.HasCrossed || expected.IsLost) && context.Now - expected.SettledAt > GivenUpAfter;
        return isOld && (!expected.HasCrossed || socket.CarriesPackets);
    }

    private void SweepLater()
    {
        _isSweeping = true;
        context.Run.Clock.At(context.Now + SweepInterval, context.Self, Sweep.Message);
    }
}
