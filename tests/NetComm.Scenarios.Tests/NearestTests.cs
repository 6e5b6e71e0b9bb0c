namespace NetComm.Scenarios.Tests;

public sealed class NearestTests
{
    [Theory]
    [InlineData("delay", "delay", 0)]
    [InlineData("dealy", "delay", 1)]
    [InlineData("dlay", "delay", 1)]
    [InlineData("relay", "delay", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void A_swap_of_neighbours_counts_as_one_step(string left, string right, int distance) =>
    Assert.Equal(distance, Nearest.Distance(left, right));

    [Theory]
    [InlineData("DELAY", "delay")]
    [InlineData("dely", "delay")]
    [InlineData("bandwidth", null)]
    [InlineData("x", null)]
    public void Only_a_near_name_is_suggested(string typed, string? expected) =>
    Assert.Equal(expected, Nearest.To(typed, ["rate", "delay", "loss"]));
}
