using System.Buffers.Binary;
using FsCheck.Xunit;
using NetComm.Protocols.Ip;

namespace NetComm.Protocols.Tests.Ip;

public sealed class InternetChecksumTests
{
    [Fact]
    public void The_example_of_rfc_1071_sums_to_ddf2_whose_complement_is_220d()
    {
        byte[] bytes = Convert.FromHexString("0001f203f4f5f6f7");

        Assert.Equal(0x220D, InternetChecksum.Of(bytes));
    }

    [Fact]
    public void An_odd_last_byte_counts_as_the_high_half_of_a_word()
    {
        Assert.Equal(InternetChecksum.Of([0x12, 0x34, 0x56, 0x00]), InternetChecksum.Of([0x12, 0x34, 0x56]));
    }

    [Fact]
    public void The_pseudo_header_holds_both_addresses_the_protocol_and_the_length()
    {
        byte[] segment = [0xAB, 0xCD, 0xEF];
        byte[] pseudoHeader = Convert.FromHexString("0a000001" + "0a000002" + "0011" + "0003");

        ushort checksum = InternetChecksum.OfTransport(0x0A000001, 0x0A000002, IpProtocol.Udp, segment);

        Assert.Equal(InternetChecksum.Of([.. pseudoHeader, .. segment]), checksum);
    }

    [Property]
    public bool It_is_the_complement_of_the_words_added_one_by_one_with_end_around_carry(byte[] bytes)
    {
        byte[] padded = bytes.Length % 2 == 0 ? bytes : [.. bytes, 0];
        int sum = 0;
        for (int i = 0; i < padded.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(padded.AsSpan(i));
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return InternetChecksum.Of(bytes) == (ushort)~sum;
    }

    [Property]
    public bool Bytes_that_hold_their_own_checksum_sum_to_zero(ushort first, byte[] rest)
    {
        byte[] bytes = [(byte)(first >> 8), (byte)first, 0, 0, .. rest];
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), InternetChecksum.Of(bytes));

        return InternetChecksum.Of(bytes) == 0;
    }
}
