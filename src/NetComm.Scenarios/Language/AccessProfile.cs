namespace NetComm.Scenarios.Language;

/// <summary>
/// Published figures of an access technology. The published round trip is halved for the delay of one way; where a source tells of no
/// loss, jitter or queue, the profile sets none.
/// </summary>
/// <param name="Name">As <c>profile</c> names it.</param>
/// <param name="Down">Towards the subscriber.</param>
/// <param name="Up">From the subscriber.</param>
internal sealed record AccessProfile(string Name, LinkChange Down, LinkChange Up)
{
    /// <summary>All of them; scenarios/LANGUAGE.md says why each has these figures.</summary>
    public static readonly IReadOnlyList<AccessProfile> All =
    [
        // WebPageTest, connectivity.ini.sample: 'DSL (1.5 Mbps/384 Kbps 50ms RTT)'.
        Of("dsl", 1_500_000, 384_000, SimDuration.FromMilliseconds(25)),
        // The same: 'Cable (5/1 Mbps 28ms RTT)'.
        Of("cable", 5_000_000, 1_000_000, SimDuration.FromMilliseconds(14)),
        // Firefox DevTools, throttling profiles: 'Wi-Fi', 30 and 15 Mbps, latency 2 ms.
        Of("wifi", 30_000_000, 15_000_000, SimDuration.FromMilliseconds(1)),
        // Ofcom, Measuring mobile broadband performance in the UK, April 2015: 5.9 and 1.6 Mbit/s, latency 63.5 ms.
        Of("3g", 5_900_000, 1_600_000, SimDuration.FromMicroseconds(31_750)),
        // The same: 14.7 and 13.6 Mbit/s, latency 53.1 ms.
        Of("4g", 14_700_000, 13_600_000, SimDuration.FromMicroseconds(26_550)),
        // Firefox DevTools: 'GPRS', 50 and 20 kbps, latency 500 ms.
        Of("gprs", 50_000, 20_000, SimDuration.FromMilliseconds(250)),
        // WebPageTest: '56K Dial-Up (49/30 Kbps 120ms RTT)'.
        Of("dialup", 49_000, 30_000, SimDuration.FromMilliseconds(60)),
        // Michel et al., 'A First Look at Starlink Performance', IMC 2022: medians of 178 and 17 Mbit/s, RTT of 50 ms; 0.40 % and 0.45 % of
        // messages lost.
        Of("leo-satellite", 178_000_000, 17_000_000, SimDuration.FromMilliseconds(25), lossDown: 0.004, lossUp: 0.0045),
        // The same, of a geostationary access: medians of 82 and 4.5 Mbit/s; RFC 2488, 2: up to 279.0 ms from ground to ground.
        Of("geo-satellite", 82_000_000, 4_500_000, SimDuration.FromMilliseconds(279)),
        // Alizadeh et al., 'Data Center TCP', SIGCOMM 2010: 10 Gbit/s, RTT below 250 µs. Over six links and back: 12 × 20 µs = 240 µs.
        Of("datacenter", 10_000_000_000, 10_000_000_000, SimDuration.FromMicroseconds(20)),
    ];

    /// <summary>The profile of a name; null where there is none.</summary>
    public static AccessProfile? Find(string? name) => All.FirstOrDefault(profile => profile.Name == name);

    private static AccessProfile Of(
        string name, long down, long up, SimDuration delay, double? lossDown = null, double? lossUp = null) =>
        new(name, Direction(down, delay, lossDown), Direction(up, delay, lossUp));

    private static LinkChange Direction(long rate, SimDuration delay, double? loss) => new()
    {
        Rate = new Bandwidth(rate),
        Delay = delay,
        Loss = loss is { } share ? new CorrelatedShare(new Probability(share)).Model : null,
    };
}
