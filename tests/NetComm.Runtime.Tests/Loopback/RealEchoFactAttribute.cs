using System.Net;
using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Tests.Loopback;

/// <summary>A test that needs a real ICMP socket, which not every system gives to everyone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealEchoFactAttribute : FactAttribute
{
    public RealEchoFactAttribute()
    {
        Errno errno = RealEcho.TryOpen(IPAddress.Loopback, identifier: 1, ActorRefs.Nobody, out RealEcho? echo);
        echo?.Dispose();
        if (errno != Errno.None) Skip = $"the system gives no ICMP socket ({errno})";
    }
}
