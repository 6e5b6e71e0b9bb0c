using FsCheck.Xunit;

namespace NetComm.Model.Tests.Units;

public sealed class ByteRangesTests
{
    [Property(MaxTest = 500)]
    public void It_holds_what_a_set_of_numbers_holds((byte Start, byte Length)[] additions, byte removedBelow)
    {
        var ranges = new ByteRanges();
        var slow = new SortedSet<long>();

        foreach ((byte start, byte length) in additions)
        {
            int end = start + length % 20 + 1;
            int before = slow.Count;
            slow.UnionWith(Enumerable.Range(start, end - start).Select(i => (long)i));
            Assert.Equal(slow.Count - before, ranges.Add(start, end));
        }

        Assert.Equal(slow.Count(i => i < removedBelow), ranges.CountBelow(removedBelow));
        ranges.RemoveBelow(removedBelow);
        slow.RemoveWhere(i => i < removedBelow);

        Assert.Equal(slow, Positions(ranges));
        Assert.Equal(slow.Count, ranges.Total);
        for (int i = 1; i < ranges.Count; i++) Assert.True(ranges[i].Start > ranges[i - 1].End, "ranges touch");
    }

    private static IEnumerable<long> Positions(ByteRanges ranges)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            for (long position = ranges[i].Start; position < ranges[i].End; position++) yield return position;
        }
    }
}
