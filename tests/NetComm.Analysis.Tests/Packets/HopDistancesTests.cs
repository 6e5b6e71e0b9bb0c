using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Packets;

/// <summary>alice ── core ── r1 ── edge ── bob, and all of them with carol at the LAN office.</summary>
public sealed class HopDistancesTests
{
    private const int OfficeFromAlice = 4;
    private const int OfficeToBob = 7;

    [Fact]
    public void A_link_is_a_hop_and_a_LAN_is_two()
    {
        HopDistances distances = Distances();

        Assert.Equal(
            (1, 2), (distances.Between(At(TraceBuilder.Router), new(TraceBuilder.Bob)),
                distances.Between(At(TraceBuilder.Router), new(TraceBuilder.Carol))));
        Assert.Equal(0, distances.Between(At(TraceBuilder.Bob), new(TraceBuilder.Bob)));
    }

    [Fact]
    public void Any_direction_to_a_LAN_stands_for_its_switch()
    {
        HopDistances distances = Distances();

        Assert.Equal(1, distances.Between(On(OfficeFromAlice), new(TraceBuilder.Carol)));
        Assert.Equal(1, distances.Between(On(OfficeToBob), new(TraceBuilder.Carol)));
    }

    [Fact]
    public void Hosts_send_nothing_on()
    {
        // Without the office, bob lies between nobody: r1 is reached from alice only.
        TraceHeader whole = new TraceBuilder().Header;
        var distances =
            new HopDistances(whole with { Directions = [.. whole.Directions.Take(4), whole.Directions[6], whole.Directions[9]] });

        Assert.Equal(int.MaxValue, distances.Between(At(TraceBuilder.Router), new(TraceBuilder.Carol)));
        Assert.Equal(2, distances.Between(At(TraceBuilder.Bob), new(TraceBuilder.Carol)));
    }

    private static PacketLocation At(int node) => PacketLocation.At(new NodeId(node));

    private static PacketLocation On(int direction) => PacketLocation.On(new DirectionId(direction));

    private static HopDistances Distances() => new(new TraceBuilder().Header);
}
