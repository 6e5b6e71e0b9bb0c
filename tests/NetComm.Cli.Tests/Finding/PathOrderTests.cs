using NetComm.Cli.Finding;

namespace NetComm.Cli.Tests.Finding;

public sealed class PathOrderTests
{
    [Theory]
    [InlineData("9-many-runs", "10-queues")]
    [InlineData("10-queues/2-ecn.yaml", "10-queues/10-more.yaml")]
    [InlineData("10-queues/9-last.yaml", "10-queues-and-more/1-first.yaml")]
    [InlineData("week9", "week10")]
    [InlineData("02-casts", "10-queues")]
    [InlineData("2", "2-casts")]
    [InlineData("99999999999999999999", "100000000000000000000")]
    public void Numbers_count_as_numbers(string first, string second)
    {
        Assert.True(PathOrder.Instance.Compare(first, second) < 0);
        Assert.True(PathOrder.Instance.Compare(second, first) > 0);
    }

    [Fact]
    public void Names_that_differ_in_zeros_alone_keep_an_order()
    {
        Assert.Equal(0, PathOrder.Instance.Compare("2-casts", "2-casts"));
        Assert.True(PathOrder.Instance.Compare("02-casts", "2-casts") < 0);
    }
}
