namespace NetComm.Model.Tests.Units;

public sealed class QuantityTests
{
    [Fact]
    public void Transmission_time_is_size_over_rate_to_the_nearest_picosecond()
    {
        Assert.Equal(SimDuration.FromMicroseconds(1200), Bandwidth.FromMegabits(10).TimeFor(DataSize.FromBytes(1500)));
        Assert.Equal(new SimDuration(51_200), Bandwidth.FromMegabits(10_000).TimeFor(DataSize.FromBytes(64)));
        Assert.Equal(new SimDuration(2_666_666_666_667), Bandwidth.FromBits(3).TimeFor(DataSize.FromBytes(1)));
        Assert.Equal(SimDuration.FromSeconds(8), Bandwidth.FromMegabits(1000).TimeFor(DataSize.FromBytes(1_000_000_000)));
        Assert.Equal(SimDuration.Zero, Bandwidth.Infinite.TimeFor(DataSize.FromBytes(1500)));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(51_200, "51.2 ns")]
    [InlineData(1_200_000_000, "1.2 ms")]
    [InlineData(-3_000_000_000, "-3 ms")]
    [InlineData(90_000_000_000_000, "90 s")]
    public void A_duration_is_written_in_its_largest_unit(long picoseconds, string text) =>
    Assert.Equal(text, new SimDuration(picoseconds).ToString());

    [Theory]
    [InlineData("10.0.0.1", 0x0A000001)]
    [InlineData("255.255.255.255", 0xFFFFFFFF)]
    public void An_address_is_read_and_written(string text, uint value)
    {
        Assert.True(Ipv4Address.TryParse(text, out Ipv4Address address));
        Assert.Equal(value, address.Value);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.01")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0..1")]
    [InlineData("a.b.c.d")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_address_is_refused(string? text) => Assert.False(Ipv4Address.TryParse(text, out _));

    [Fact]
    public void A_network_knows_its_broadcast_address_and_its_room()
    {
        Ipv4Network network = Ipv4Network.Holding(Ipv4Address.FromOctets(10, 0, 1, 77), 24);

        Assert.Equal("10.0.1.0/24", network.ToString());
        Assert.Equal("10.0.1.255", network.Broadcast.ToString());
        Assert.Equal(254, network.Capacity);
        Assert.True(network.Contains(Ipv4Address.FromOctets(10, 0, 1, 0)));
        Assert.False(network.Contains(Ipv4Address.FromOctets(10, 0, 2, 0)));
    }

    [Fact]
    public void An_Ethernet_frame_has_18_bytes_more_and_64_at_least()
    {
        var port = new Direction(0, 0, "office", "a", "office", new NodeId(0), null, Ethernet: true);

        Assert.Equal(64, port.FrameLength(28));
        Assert.Equal(1518, port.FrameLength(1500));
        Assert.Equal(28, (port with { Ethernet = false }).FrameLength(28));
    }
}
