using FsCheck.Xunit;

namespace NetComm.Protocols.Tests.Pim;

/// <summary>
/// Networks of up to seven routers, with a source that begins at 10 s, when all have said hello. Flooding, asserts and prunes have done
/// their work 10 s later: nothing is repeated before 177 s after them.
/// </summary>
public sealed class PimNetworkProperties
{
    [Property(MaxTest = 100)]
    public void After_flooding_and_pruning_each_packet_reaches_all_members_once_and_crosses_nothing_for_nothing(int seed)
    {
        var network = new PimNetwork(seed);
        network.RunUntil(10);
        network.SendUntil(30);
        network.RunUntil(31);

        Check(network, at: 30);
    }

    [Property(MaxTest = 100)]
    public void So_it_is_ten_seconds_after_members_have_come_or_gone(int seed)
    {
        var network = new PimNetwork(seed);
        network.RunUntil(10);
        network.SendUntil(60);

        network.RunUntil(30);
        network.ToggleMembers((int)((uint)seed % network.Segments));
        network.RunUntil(40);
        network.ToggleMembers((int)((uint)seed / 7 % network.Segments));
        network.RunUntil(61);

        Check(network, at: 39.9);
        Check(network, at: 60);
    }

    [Property(MaxTest = 100)]
    public void So_it_is_after_a_network_has_failed_and_after_it_is_repaired(int seed)
    {
        var network = new PimNetwork(seed);
        var broken = (int)((uint)seed % network.Segments);
        network.RunUntil(10);
        network.SendUntil(90);

        network.RunUntil(30);
        network.Set(broken, isUp: false);
        network.RunUntil(60);
        network.Set(broken, isUp: true);
        network.RunUntil(91);

        Check(network, at: 59.9);
        Check(network, at: 90);
    }

    /// <summary>A router asked the loser of an assert for packets, in vain, since it had missed who won while its link was down.</summary>
    [Theory]
    [InlineData(265)]
    [InlineData(394)]
    [InlineData(488)]
    public void So_it_is_where_the_failed_link_hid_who_won_an_assert(int seed) =>
    So_it_is_after_a_network_has_failed_and_after_it_is_repaired(seed);

    [Property(MaxTest = 20)]
    public void No_member_misses_a_packet_in_ten_minutes_after_the_first(int seed)
    {
        var network = new PimNetwork(seed);
        network.RunUntil(10);
        network.SendUntil(610);
        network.RunUntil(611);

        Assert.Empty(network.Missed(first: 10, last: 610));
    }

    private static void Check(PimNetwork network, double at)
    {
        (string? reached, string? due) = network.DeliveriesAt(at);

        Assert.Equal(due, reached);
        Assert.Empty(network.WasteAt(at));
    }
}
