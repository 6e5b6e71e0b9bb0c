using System.Globalization;
using System.Net;
using Akka.Actor;
using Akka.Configuration;

namespace NetComm.Cli.Workers;

/// <summary>The actor systems of a sweep over several machines: one of a coordinator, one of each worker, in one cluster.</summary>
internal static class ClusterSettings
{
    public const string Coordinator = "coordinator";
    public const string Worker = "worker";

    /// <summary>The largest scenario that travels: an oversized message would be dropped without a word.</summary>
    public const int MostSource = 8 << 20;

    private const string SystemName = "netcomm-sweep";

    // A killed process is noticed within four seconds. The coordinator starts first, so that the side that keeps the oldest is its own.
    private const string Settings = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          actor {
            provider = cluster
            serializers {
              work = "NetComm.Cli.Workers.WorkSerializer, netcomm"
              refusing = "NetComm.Cli.Workers.RefusingSerializer, netcomm"
            }
            serialization-bindings {
              "NetComm.Cli.Workers.WorkMessage, netcomm" = work
              "System.Object" = refusing
            }
          }
          remote.dot-netty.tcp {
            maximum-frame-size = 32 MiB
            send-buffer-size = 1 MiB
            receive-buffer-size = 1 MiB
          }
          cluster {
            gossip-interval = 500 ms
            leader-actions-interval = 500 ms
            unreachable-nodes-reaper-interval = 500 ms
            retry-unsuccessful-join-after = 1 s
            failure-detector { heartbeat-interval = 500 ms, acceptable-heartbeat-pause = 2 s, expected-response-after = 500 ms }
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver { active-strategy = keep-oldest, stable-after = 2 s, keep-oldest.down-if-alone = off }
          }
        }
        """;

    /// <summary>Starts a system of this role that listens there.</summary>
    public static ActorSystem Start(string role, IPAddress host, int port)
    {
        string own = string.Create(CultureInfo.InvariantCulture, $$"""
            akka.cluster.roles = [{{role}}]
            akka.remote.dot-netty.tcp { hostname = "{{host}}", port = {{port}} }
            """);
        Config settings = ConfigurationFactory.ParseString(own).WithFallback(ConfigurationFactory.ParseString(Settings));
        return ActorSystem.Create(SystemName, settings);
    }

    /// <summary>The coordinator that listens there.</summary>
    public static Address AddressOf(IPEndPoint place) => new("akka.tcp", SystemName, place.Address.ToString(), place.Port);
}
