using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>Lets some of each kind of sockets fail, at random, soon after they are made.</summary>
internal sealed class Harm : IDisposable
{
    private readonly Func<SocketMade, int?> _kindOf;
    private readonly int?[][] _delays;
    private readonly int[] _seen = new int[2];
    private readonly PriorityQueue<IActorRef, long> _due = new();
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private volatile bool _ends;

    internal Harm(Random random, int ofEach, int victims, Func<SocketMade, int?> kindOf)
    {
        _kindOf = kindOf;
        _delays = [.. Enumerable.Range(0, 2).Select(_ => Delays(random, ofEach, victims))];
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    internal void See(SocketMade made)
    {
        lock (_gate)
        {
            if (_kindOf(made) is { } kind && _delays[kind][_seen[kind]++] is { } delay)
                _due.Enqueue(made.Socket, Environment.TickCount64 + delay);
        }
    }

    public void Dispose()
    {
        _ends = true;
        _thread.Join();
    }

    private static int?[] Delays(Random random, int ofEach, int victims)
    {
        int?[] delays = [.. Enumerable.Range(0, ofEach).Select(place => place < victims ? random.Next(400) : (int?)null)];
        random.Shuffle(delays);
        return delays;
    }

    private void Work()
    {
        for (; !_ends; Thread.Sleep(1))
        {
            lock (_gate)
            {
                while (_due.TryPeek(out IActorRef? socket, out long at) && at <= Environment.TickCount64)
                {
                    _due.Dequeue();
                    socket.Tell(_due.Count % 2 == 0 ? Kill.Instance : new Status.Failure(new InvalidOperationException("It broke.")));
                }
            }
        }
    }
}
