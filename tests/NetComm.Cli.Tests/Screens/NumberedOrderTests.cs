using NetComm.Cli.Screens;

namespace NetComm.Cli.Tests.Screens;

public sealed class NumberedOrderTests
{
    [Theory]
    [InlineData("2-four-casts", "10-queues")]
    [InlineData("9-many-runs/4-simulated-and-real.yaml", "10-queues/1-bufferbloat.yaml")]
    [InlineData("7-x/2-b.yaml", "7-x/10-a.yaml")]
    [InlineData("9", "12345678901234567890123")]
    [InlineData("a", "a1")]
    [InlineData("a01", "a1")]
    [InlineData("", "a")]
    public void Digits_are_compared_as_numbers_and_all_else_sign_by_sign(string first, string second)
    {
        Assert.True(NumberedOrder.Instance.Compare(first, second) < 0);
        Assert.True(NumberedOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, NumberedOrder.Instance.Compare(first, first));
    }
}
