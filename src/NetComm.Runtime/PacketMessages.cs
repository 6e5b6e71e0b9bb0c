using System.Runtime.CompilerServices;

namespace NetComm.Runtime;

/// <summary>A message that hands over a packet. Each packet keeps its messages for use again.</summary>
internal abstract class PacketMessage(Packet packet) : DirectMessage
{
    internal Packet Packet { get; } = packet;
}

/// <summary>To a socket, from the application: send this.</summary>
internal sealed class SendPacket(Packet packet) : PacketMessage(packet);

/// <summary>To a node or switch: this has arrived. Every hop needs it, so it is what a packet carries, and the others with it.</summary>
internal sealed class PacketArrived(Packet packet) : PacketMessage(packet)
{
    internal SendPacket? Send { get; set; }

    internal PacketDelivered? Delivered { get; set; }

    internal PacketReceived? Received { get; set; }
}

/// <summary>To a socket, from its host: this is for you.</summary>
internal sealed class PacketDelivered(Packet packet) : PacketMessage(packet);

/// <summary>To the application, from its socket: this was received.</summary>
internal sealed class PacketReceived(Packet packet) : PacketMessage(packet);

internal static class PacketMessages
{
    /// <summary>Nothing else is a packet's carrier, so the cast, which every hop would pay for, is not checked.</summary>
    internal static PacketArrived Arrived(Packet packet) => Unsafe.As<PacketArrived>(packet.Carrier ??= new PacketArrived(packet));

    internal static SendPacket Send(Packet packet) => Arrived(packet).Send ??= new SendPacket(packet);

    internal static PacketDelivered Delivered(Packet packet) => Arrived(packet).Delivered ??= new PacketDelivered(packet);

    internal static PacketReceived Received(Packet packet) => Arrived(packet).Received ??= new PacketReceived(packet);
}
