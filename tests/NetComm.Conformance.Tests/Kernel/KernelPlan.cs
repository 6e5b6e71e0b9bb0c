using System.Text.Json.Nodes;
using NetComm.Network;

namespace NetComm.Conformance.Tests.Kernel;

/// <summary>A scenario's network as tests/kernel/sockets.py makes it: hosts and routers with their interfaces, and their routes.</summary>
internal static class KernelPlan
{
    internal static JsonObject Of(Scenario scenario)
    {
        var map = new NetworkState(scenario);
        return new JsonObject
        {
            ["media"] = new JsonArray([.. scenario.Links.Select(medium => JsonValue.Create(Bridge(medium.Index)))]),
            ["hosts"] = new JsonArray([.. scenario.Nodes.Select(node => Host(scenario, map, node))]),
        };
    }

    // Names that no interface of Linux is too short for (15 characters).
    private static string Bridge(int medium) => $"medium{medium}";

    private static JsonObject Host(Scenario scenario, NetworkState map, Node node) => new()
    {
        ["name"] = node.Name,
        ["forwards"] = node.Kind == NodeKind.Router,
        ["interfaces"] = new JsonArray([.. node.Interfaces.Select(at => new JsonObject
        {
            ["medium"] = Bridge(at.Medium),
            ["port"] = $"port{at.Index}",
            ["mac"] = $"02:00:00:00:{at.Index >> 8:x2}:{at.Index & 255:x2}",
            ["address"] = at.Address.ToString(),
            ["prefix"] = at.Network.PrefixLength,
        })]),
        ["routes"] = new JsonArray([.. Routes(scenario, map, node).Select(route => JsonValue.Create(route))]),
    };

    // As ip-route takes them. Multicast leaves by the first interface and the limited broadcast by the first LAN, as the scenario has it.
    private static IEnumerable<string> Routes(Scenario scenario, NetworkState map, Node node)
    {
        if (node.Interfaces.Count == 0) yield break;
        int lan = node.Interfaces.ToList().FindIndex(at => scenario.Links[at.Medium] is Lan);

        // A metric of its own: routes that differ by their prefix alone share a cache, and the first multicast would make unicasts of all
        // of them unreachable (findings/linux-shared-route-cache.sh).
        yield return "224.0.0.0/4 dev eth0 metric 1";
        yield return $"255.255.255.255/32 dev eth{Math.Max(lan, 0)}";
        NetworkInterface[] all = [.. scenario.Links.SelectMany(medium => medium.Interfaces).OrderBy(at => at.Index)];
        foreach (NetworkInterface far in all.Where(far => IsFar(node, far.Medium)))
        {
            NextHop hop = map.Next(node.Index, map.Addresses.DestinationOf(far.Address));
            if (!hop.HasNeighbour) continue;
            NetworkInterface next = all[hop.Neighbour];
            yield return $"{far.Address}/32 {By(node, hop, next, isThere: next.Node == far.Node)}";
        }

        foreach (LinkOrLan far in scenario.Links.Where(medium => IsFar(node, medium.Index)))
        {
            NextHop hop = map.Next(node.Index, map.Addresses.Nobody(far.Network.Broadcast));
            if (hop.HasNeighbour)
                yield return $"{far.Network.Address}/{far.Network.PrefixLength} {By(node, hop, all[hop.Neighbour], isThere: false)}";
        }
    }

    private static bool IsFar(Node node, int medium) => node.Interfaces.All(at => at.Medium != medium);

    private static string By(Node node, NextHop hop, NetworkInterface neighbour, bool isThere) =>
        $"{(isThere ? "" : $"via {neighbour.Address} ")}dev eth{node.Interfaces.ToList().FindIndex(at => at.Index == hop.Interface)}";
}
