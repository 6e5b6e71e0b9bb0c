namespace NetComm.Analysis.Tests.Packets;

public sealed class VisitedPlacesTests
{
    [Fact]
    public void A_list_gives_its_places_from_the_last_to_the_first()
    {
        var places = new VisitedPlaces();

        int one = places.Add(places.Add(0, 7), -3);
        int other = places.Add(places.Add(places.Add(0, 1), 2), 3);

        Assert.Equal([-3, 7], Of(places, one));
        Assert.Equal([3, 2, 1], Of(places, other));
    }

    [Fact]
    public void What_a_list_took_is_used_again()
    {
        var places = new VisitedPlaces();
        int kept = places.Add(0, -1);

        int most = 0;
        for (int round = 0; round < 1000; round++)
        {
            int list = 0;
            for (int place = 0; place < 3; place++) list = places.Add(list, place);
            most = Math.Max(most, list);
            places.Free(list);
        }

        Assert.Equal(4, most);
        Assert.Equal([-1], Of(places, kept));
    }

    private static List<int> Of(VisitedPlaces places, int list)
    {
        var all = new List<int>();
        while (places.TryTake(ref list, out int place)) all.Add(place);
        return all;
    }
}
