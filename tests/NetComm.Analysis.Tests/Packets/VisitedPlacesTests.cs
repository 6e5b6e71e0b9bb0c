using NetComm.Tracing;

namespace NetComm.Analysis.Tests.Packets;

public sealed class VisitedPlacesTests
{
    private static readonly PacketLocation Bob = PacketLocation.At(new NodeId(TraceBuilder.Bob));

    [Fact]
    public void A_list_gives_its_places_from_the_last_to_the_first()
    {
        var places = new VisitedPlaces();

        int one = places.Add(places.Add(0, On(7)), Bob);
        int other = places.Add(places.Add(places.Add(0, On(1)), On(2)), On(3));

        Assert.Equal([Bob, On(7)], Of(places, one));
        Assert.Equal([On(3), On(2), On(1)], Of(places, other));
    }

    [Fact]
    public void What_a_list_took_is_used_again()
    {
        var places = new VisitedPlaces();
        int kept = places.Add(0, Bob);

        int most = 0;
        for (int round = 0; round < 1000; round++)
        {
            int list = 0;
            for (int place = 0; place < 3; place++) list = places.Add(list, On(place));
            most = Math.Max(most, list);
            places.Free(list);
        }

        Assert.Equal(4, most);
        Assert.Equal([Bob], Of(places, kept));
    }

    private static PacketLocation On(int direction) => PacketLocation.On(new DirectionId(direction));

    private static List<PacketLocation> Of(VisitedPlaces places, int list)
    {
        var all = new List<PacketLocation>();
        while (places.TryTake(ref list, out PacketLocation place)) all.Add(place);
        return all;
    }
}
