using FsCheck.Xunit;
using NetComm.Protocols.Ethernet;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Ethernet;

public sealed class ArpMessageTests
{
    private static readonly MacAddress Alice = MacAddress.ForInterface(1);
    private static readonly MacAddress Bob = MacAddress.ForInterface(2);
    private static readonly ArpMessage WhoHasBob = ArpMessage.Request(Alice, 0x0A000001, wanted: 0x0A000002);

    [Fact]
    public void A_request_leaves_the_wanted_hardware_address_zero()
    {
        Assert.Equal("0001" + "0800" + "06" + "04" + "0001" + "020000000001" + "0a000001" + "000000000000" + "0a000002", Hex(WhoHasBob));
    }

    [Fact]
    public void The_answer_exchanges_sender_and_target()
    {
        ArpMessage reply = WhoHasBob.AnsweredBy(Bob);

        Assert.Equal("0001" + "0800" + "06" + "04" + "0002" + "020000000002" + "0a000002" + "020000000001" + "0a000001", Hex(reply));
    }

    [Theory]
    [InlineData(0, 0x01, Defect.Version)]
    [InlineData(4, 0x08, Defect.Version)]
    [InlineData(7, 0x03, Defect.Kind)]
    public void A_message_of_another_kind_is_told_apart(int at, byte value, object defect)
    {
        byte[] bytes = Bytes(WhoHasBob);
        bytes[at] = value;

        Assert.Equal(defect, ArpMessage.Read(bytes, out _));
    }

    [Fact]
    public void Twenty_seven_bytes_are_no_message()
    {
        Assert.Equal(Defect.Truncated, ArpMessage.Read(Bytes(WhoHasBob).AsSpan(0, 27), out _));
    }

    [Property]
    public bool What_is_written_is_read_again(bool reply, ulong sender, uint senderAddress, ulong target, uint targetAddress)
    {
        var message = new ArpMessage(
            reply ? ArpOperation.Reply : ArpOperation.Request, new(sender >> 16), senderAddress, new(target >> 16), targetAddress);

        return ArpMessage.Read(Bytes(message), out ArpMessage read) == Defect.None && read == message;
    }

    private static string Hex(ArpMessage message) => Convert.ToHexStringLower(Bytes(message));

    private static byte[] Bytes(ArpMessage message)
    {
        var bytes = new byte[ArpMessage.Size];
        message.Write(bytes);
        return bytes;
    }
}
