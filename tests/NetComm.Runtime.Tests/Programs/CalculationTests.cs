using NetComm.Runtime.Apps.Programs;

namespace NetComm.Runtime.Tests.Programs;

public sealed class CalculationTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 2 - 3", "5")]
    [InlineData("2 * -3", "-6")]
    [InlineData("5 - -3", "8")]
    [InlineData("-(2 + 3)", "-5")]
    [InlineData("- - 4", "4")]
    [InlineData("+4", "4")]
    [InlineData("0 * -1", "0")]
    [InlineData("12345678901234567890 + 1", "12345678901234567891")]
    [InlineData(" 4\n", "4")]
    public void An_expression_has_the_value_of_school(string expression, string value) =>
        Assert.Equal(value, Calculation.Of(expression));

    [Theory]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("7 % 3", "1")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("9999999999999999999999999999 / 10", "999999999999999999999999999")]
    [InlineData("6 / 4 * 2", "2")]
    public void Whole_numbers_divide_as_in_C(string expression, string value) => Assert.Equal(value, Calculation.Of(expression));

    [Theory]
    [InlineData("0.5 + 0.25", "0.75")]
    [InlineData("1.5 * 2", "3.0")]
    [InlineData("7.0 / 2", "3.5")]
    [InlineData("3.0 / 1", "3.0")]
    [InlineData("1.0 / 3", "0.333333333333")]
    [InlineData("0.0412224 - 0.0206112", "0.0206112")]
    [InlineData("2.75 % 1", "0.75")]
    [InlineData("0 % 18.0", "0.0")]
    [InlineData("9999999999999999995 - 0.714285714286", "9999999999999999994.285714286")]
    [InlineData("0 * -2.5", "0.0")]
    public void Where_one_number_has_decimals_so_has_the_value(string expression, string value) =>
        Assert.Equal(value, Calculation.Of(expression));

    [Theory]
    [InlineData("")]
    [InlineData("x + 1")]
    [InlineData("1 +")]
    [InlineData("* 2")]
    [InlineData("(1 + 2")]
    [InlineData("1 + 2)")]
    [InlineData("()")]
    [InlineData("1 2")]
    [InlineData("1 / 0")]
    [InlineData("1 % (2 - 2)")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("79228162514264337593543950335 * 2")]
    [InlineData("99999999999999999999999999999999999")]
    public void What_has_no_value_has_none(string expression) => Assert.Null(Calculation.Of(expression));

    [Fact]
    public void Brackets_may_be_as_deep_as_a_text_is_long()
    {
        string deep = new string('(', 1_000_000) + "1" + new string(')', 1_000_000);

        Assert.Equal("1", Calculation.Of(deep));
    }
}
