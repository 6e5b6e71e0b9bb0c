using System.Net;
using NetComm.Sim.Model;
using NetComm.Sim.Runtime.Loopback;

namespace NetComm.Sim.Tests.Runtime.Loopback;

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
