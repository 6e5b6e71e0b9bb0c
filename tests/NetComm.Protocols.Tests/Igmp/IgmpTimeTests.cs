using FsCheck;
using FsCheck.Xunit;
using NetComm.Protocols.Igmp;

namespace NetComm.Protocols.Tests.Igmp;

public sealed class IgmpTimeTests
{
    [Theory]
    [InlineData(0x00, 0)]
    [InlineData(0x7D, 125)]
    [InlineData(0x7F, 127)]
    [InlineData(0x80, 128)] // (0 + 16) × 2^3
    [InlineData(0x8F, 248)] // (15 + 16) × 2^3
    [InlineData(0x90, 256)] // (0 + 16) × 2^4
    [InlineData(0xFF, 31744)] // (15 + 16) × 2^10
    public void A_code_from_128_on_is_a_number_with_an_exponent(byte code, int seconds)
    {
        Assert.Equal(SimDuration.FromSeconds(seconds), IgmpTime.Decode(code, IgmpTime.IntervalUnit));
    }

    [Fact]
    public void Every_code_is_the_code_of_its_time()
    {
        Assert.All(Enumerable.Range(0, 256), code =>
            Assert.Equal(code, IgmpTime.Encode(IgmpTime.Decode((byte)code, IgmpTime.ResponseUnit), IgmpTime.ResponseUnit)));
    }

    [Property]
    public bool A_time_between_two_codes_is_rounded_down(NonNegativeInt tenths)
    {
        SimDuration time = IgmpTime.ResponseUnit * (tenths.Get % 31745);
        byte code = IgmpTime.Encode(time, IgmpTime.ResponseUnit);

        return IgmpTime.Decode(code, IgmpTime.ResponseUnit) <= time
            && (code == 0xFF || IgmpTime.Decode((byte)(code + 1), IgmpTime.ResponseUnit) > time);
    }

    [Fact]
    public void A_time_beyond_the_last_code_is_the_last_code()
    {
        Assert.Equal(0xFF, IgmpTime.Encode(SimDuration.FromSeconds(100_000), IgmpTime.IntervalUnit));
    }
}
