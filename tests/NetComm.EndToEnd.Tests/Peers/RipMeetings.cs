using System.Text.RegularExpressions;
using NetComm.Protocols.Rip;

namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>Our RIP against bird, with real packets over a cable.</summary>
internal static class RipMeetings
{
    private static readonly Ipv4Network Kept = Network("10.9.1.0");
    private static readonly Ipv4Network Withdrawn = Network("10.9.2.0");
    private static readonly Ipv4Network Ours = Network("10.8.1.0");

    internal static IEnumerable<Meeting> All => [WithBird];

    private static Meeting WithBird => new Meeting<RouterBesideBird>(
        "RIP", "our router of `routing: rip`", "bird", () => RouterBesideBird.StartAsync(
            """
            protocol static kept { ipv4; route 10.9.1.0/24 blackhole; }
            protocol static withdrawn { ipv4; route 10.9.2.0/24 blackhole; }
            """,
            Ours),
        new("ours asks for the whole table when it starts", "10.9.1.0/24 and 10.9.2.0/24 at metric 2 by 10.0.0.2", place =>
        {
            place.Until(() => place.RouteOfOurs(Kept) is { IsReachable: true } && place.RouteOfOurs(Withdrawn) is { IsReachable: true });
            RipRoute[] learned = [.. new[] { Kept, Withdrawn }.Select(network => place.RouteOfOurs(network)!)];
            return $"{learned[0].Network} and {learned[1].Network} at metric {learned.Select(route => route.Metric).Distinct().Single()} " +
                $"by {learned.Select(route => route.NextHop).Distinct().Single()}";
        }),
        new("bird hears of ours", "10.8.1.0/24 at metric 2 by 10.0.0.1", BirdHears),
        new("what each says to the other of the other's networks (split horizon with poisoned reverse)", "16; 16", place =>
        {
            uint? fromOurs = null, fromBird = null;
            place.Until(() => (fromOurs = place.MetricSaid(byOurs: true, Kept)) is not null
                && (fromBird = place.MetricSaid(byOurs: false, Ours)) is not null);
            return $"{fromOurs}; {fromBird}";
        }),
        new("bird withdraws 10.9.2.0/24", "metric 16 in ours, and 10.9.1.0/24 stays", place =>
        {
            place.Ask("disable withdrawn");
            place.Until(() => place.RouteOfOurs(Withdrawn) is not { IsReachable: true });
            return $"metric {place.RouteOfOurs(Withdrawn)!.Metric} in ours, and " +
                (place.RouteOfOurs(Kept) is { IsReachable: true } ? "10.9.1.0/24 stays" : "10.9.1.0/24 is gone");
        }),
        new("bird has it again", "metric 2 in ours", place =>
        {
            place.Ask("enable withdrawn");
            place.Until(() => place.RouteOfOurs(Withdrawn) is { IsReachable: true });
            return $"metric {place.RouteOfOurs(Withdrawn)!.Metric} in ours";
        }),
        new("our interface at 10.8.1.0/24 goes down", "bird has no way there", place =>
        {
            place.SetOurNetwork(isUp: false);
            place.Until(() => !RouteOfBird(place).Success);
            return "bird has no way there";
        }),
        new("it is up again", "10.8.1.0/24 at metric 2 by 10.0.0.1", place =>
        {
            place.SetOurNetwork(isUp: true);
            return BirdHears(place);
        }));

    private static string BirdHears(RouterBesideBird place)
    {
        Match route = Match.Empty;
        place.Until(() => (route = RouteOfBird(place)).Success);
        return $"10.8.1.0/24 at metric {route.Groups[1].Value} by {route.Groups[2].Value}";
    }

    private static Match RouteOfBird(RouterBesideBird place) =>
        Regex.Match(place.Ask("show route 10.8.1.0/24"), @"10\.8\.1\.0/24\s+unicast .* \(120/(\d+)\)\s+via (\S+) on theirs");

    private static Ipv4Network Network(string address) =>
        Ipv4Address.TryParse(address, out Ipv4Address known) ? new(known, 24) : throw new ArgumentException(address, nameof(address));
}
