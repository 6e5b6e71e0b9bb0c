using System.Runtime.CompilerServices;
using NetComm.Network;
using NetComm.Runtime.AkkaHosting;

namespace NetComm.Runtime;

/// <summary>
/// A message that hands over a packet: whoever gets it has the packet from then on. Each packet keeps its messages for use again.
/// </summary>
internal abstract class PacketMessage(Packet packet) : DirectMessage
{
    internal Packet Packet { get; } = packet;
}

/// <summary>To a socket, from the application: send this.</summary>
internal sealed class SendPacket(Packet packet) : PacketMessage(packet);

/// <summary>To a node, or to a LAN's switch: this has arrived at the end of a direction.</summary>
internal sealed class PacketArrived(Packet packet) : PacketMessage(packet);

/// <summary>To a socket, from its host: this is for you.</summary>
internal sealed class PacketDelivered(Packet packet) : PacketMessage(packet);

/// <summary>To the application, from its socket: this was received.</summary>
internal sealed class PacketReceived(Packet packet) : PacketMessage(packet);

/// <summary>The messages of a packet.</summary>
internal sealed class PacketMessages(Packet packet)
{
    private readonly PacketArrived _arrived = new(packet);
    private SendPacket? _send;
    private PacketDelivered? _delivered;
    private PacketReceived? _received;

    internal static PacketArrived Arrived(Packet packet) => Of(packet)._arrived;

    internal static SendPacket Send(Packet packet) => Of(packet)._send ??= new SendPacket(packet);

    internal static PacketDelivered Delivered(Packet packet) => Of(packet)._delivered ??= new PacketDelivered(packet);

    internal static PacketReceived Received(Packet packet) => Of(packet)._received ??= new PacketReceived(packet);

    /// <summary>Nothing else is a packet's carrier, so the cast, which every hop would pay for, is not checked.</summary>
    private static PacketMessages Of(Packet packet) => Unsafe.As<PacketMessages>(packet.Carrier ??= new PacketMessages(packet));
}
