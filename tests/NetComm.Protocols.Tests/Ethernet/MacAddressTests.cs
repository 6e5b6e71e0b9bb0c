using FsCheck.Xunit;
using NetComm.Protocols.Ethernet;

namespace NetComm.Protocols.Tests.Ethernet;

public sealed class MacAddressTests
{
    [Theory]
    [InlineData(0xE0000001, "01:00:5e:00:00:01")]
    [InlineData(0xEF010102, "01:00:5e:01:01:02")]
    [InlineData(0xEF810102, "01:00:5e:01:01:02")]
    [InlineData(0xEFFFFFFF, "01:00:5e:7f:ff:ff")]
    public void A_group_keeps_its_low_23_bits(uint group, string mac)
    {
        Assert.Equal(mac, MacAddress.ForMulticast(group).ToString());
    }

    [Theory]
    [InlineData(1, "02:00:00:00:00:01")]
    [InlineData(0x1234, "02:00:00:00:12:34")]
    [InlineData(int.MaxValue, "02:00:7f:ff:ff:ff")]
    public void An_interface_has_a_locally_administered_unicast_address(int number, string mac)
    {
        Assert.Equal(mac, MacAddress.ForInterface(number).ToString());
    }

    [Property]
    public bool What_is_written_is_read_again(ulong value)
    {
        var mac = new MacAddress(value >> 16);
        var bytes = new byte[MacAddress.Size];

        mac.Write(bytes);

        return MacAddress.Read(bytes) == mac;
    }
}
