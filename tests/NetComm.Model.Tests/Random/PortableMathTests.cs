using FsCheck.Xunit;

namespace NetComm.Model.Tests.Random;

public sealed class PortableMathTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.69314718055994530942)]
    [InlineData(10, 2.30258509299404568402)]
    [InlineData(0.5, -0.69314718055994530942)]
    [InlineData(1e-300, -690.77552789821370521)]
    [InlineData(double.Epsilon, -744.44007192138126231)]
    [InlineData(double.MaxValue, 709.78271289338397310)]
    public void Ln_has_the_tables_values(double x, double ln) => Assert.Equal(ln, PortableMath.Ln(x), Math.Abs(ln) * 4e-16 + 1e-300);

    [Property]
    public void Ln_is_the_platforms_to_the_last_bits(double x)
    {
        double argument = Math.Abs(x);
        if (!double.IsFinite(argument) || argument == 0) return;

        Assert.Equal(Math.Log(argument), PortableMath.Ln(argument), Math.Abs(Math.Log(argument)) * 4e-16 + 1e-17);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0.3)]
    [InlineData(-37.25)]
    [InlineData(700)]
    [InlineData(-700)]
    [InlineData(709.7)]
    [InlineData(-740)]
    public void Exp_is_the_platforms_to_the_last_bits(double x) =>
    Assert.Equal(Math.Exp(x), PortableMath.Exp(x), Math.Max(Math.Exp(x) * 4e-15, double.Epsilon));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(75)]
    [InlineData(1e-310)]
    [InlineData(0.001)]
    [InlineData(1e300)]
    [InlineData(double.MaxValue)]
    public void CubeRoot_is_the_platforms_to_the_last_bits(double x) =>
    Assert.Equal(Math.Cbrt(x), PortableMath.CubeRoot(x), Math.Cbrt(x) * 1e-15);

    [Property]
    public void CubeRoot_is_the_platforms_everywhere(double x)
    {
        double argument = Math.Abs(x);
        if (!double.IsFinite(argument)) return;

        Assert.Equal(Math.Cbrt(argument), PortableMath.CubeRoot(argument), Math.Cbrt(argument) * 1e-15);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void CubeRoot_of_anything_else_is_refused(double x) =>
    Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.CubeRoot(x));

    [Fact]
    public void Beyond_the_range_Exp_is_infinite_or_nothing()
    {
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(710));
        Assert.Equal(0, PortableMath.Exp(-746));
    }

    [Fact]
    public void The_logarithm_of_what_has_none_is_no_number()
    {
        Assert.Equal(double.NegativeInfinity, PortableMath.Ln(0));
        Assert.True(double.IsNaN(PortableMath.Ln(-1)));
    }
}
