using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace NetComm.Cli.Workers;

/// <summary>The actor systems of a sweep over several processes: one of a coordinator, one of each worker, in one cluster.</summary>
internal static class ClusterSettings
{
    public const string Coordinator = "coordinator";
    public const string Worker = "worker";

    private const string SystemName = "netcomm-sweep";

    // A killed process is noticed within five seconds, a coordinator that listens after its workers asked for it within one. It is the
    // first member of the cluster, so that the side that keeps the oldest is its own.
    // Nothing waits for less than half a second, so timers tick ten times a second, not a hundred: each tick wakes threads of the pool,
    // which cost an idle worker 3 % of a core.
    // Warnings and errors go nowhere but to the coordinator, which tells who was turned away. Serializers that would make whatever type a
    // message names refuse everything, also for who asks for one of them by its number.
    private const string Settings = """
        akka {
          loglevel = WARNING
          loggers = []
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          scheduler { tick-duration = 100 ms, ticks-per-wheel = 128 }
          actor {
            provider = cluster
            serializers {
              work = "NetComm.Cli.Workers.WorkSerializer, netcomm"
              json = "NetComm.Runtime.AkkaHosting.RefusingSerializer, NetComm.Runtime"
              proto = "NetComm.Runtime.AkkaHosting.RefusingSerializer, NetComm.Runtime"
              daemon-create = "NetComm.Runtime.AkkaHosting.RefusingSerializer, NetComm.Runtime"
            }
            serialization-bindings {
              "NetComm.Cli.Workers.WorkMessage, netcomm" = work
              "System.Object" = json
            }
          }
          remote {
            retry-gate-closed-for = 500 ms
            untrusted-mode = on
            trusted-selection-paths = ["/user/coordinator", "/system/cluster/core/daemon", "/system/cluster/heartbeatReceiver"]
          }
          cluster {
            scheduler { tick-duration = 100 ms, ticks-per-wheel = 128 }
            gossip-interval = 500 ms
            leader-actions-interval = 500 ms
            unreachable-nodes-reaper-interval = 500 ms
            retry-unsuccessful-join-after = 1 s
            failure-detector { heartbeat-interval = 500 ms, acceptable-heartbeat-pause = 3 s, expected-response-after = 500 ms }
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver { active-strategy = keep-oldest, stable-after = 2 s, keep-oldest.down-if-alone = off }
          }
        }
        """;

    /// <summary>Starts a system of this role that listens there.</summary>
    /// <param name="role">What it does.</param>
    /// <param name="place">An address of this machine at which the others reach it; port 0: any that is free.</param>
    /// <param name="secret">What all ends share; null: they speak openly.</param>
    public static ActorSystem Start(string role, IPEndPoint place, SweepSecret? secret)
    {
        string own = string.Create(CultureInfo.InvariantCulture, $$"""
            akka.cluster.roles = [{{role}}]
            akka.remote.dot-netty.tcp { hostname = "{{place.Address}}", port = {{place.Port}} }
            akka.remote.dot-netty.tcp.enable-ssl = {{(secret is null ? "off" : "on")}}
            """);
        Config settings = ConfigurationFactory.ParseString(own).WithFallback(ConfigurationFactory.ParseString(Settings));
        ActorSystemSetup setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(settings));
        if (secret is not null)
        {
            setup = setup.And(new DotNettySslSetup(
                secret.Certificate, suppressValidation: false, requireMutualAuthentication: true,
                customValidator: (shown, _, _, _, _) => secret.IsShownBy(shown)));
        }

        return ActorSystem.Create(SystemName, setup);
    }

    /// <summary>The coordinator that listens there.</summary>
    public static Address AddressOf(IPEndPoint place, SweepSecret? secret)
    {
        string host = place.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{place.Address}]" : place.Address.ToString();
        return new Address(secret is null ? "akka.tcp" : "akka.ssl.tcp", SystemName, host, place.Port);
    }

    /// <summary>The address of this machine from which it reaches another: nothing is sent.</summary>
    /// <exception cref="IOException">No way leads there.</exception>
    public static IPAddress OwnAddressTowards(IPEndPoint other)
    {
        using var socket = new Socket(other.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(other);
        }
        catch (SocketException failure)
        {
            throw new IOException($"no way leads to {other}: {failure.Message}", failure);
        }

        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }
}
