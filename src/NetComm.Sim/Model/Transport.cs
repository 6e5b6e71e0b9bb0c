namespace NetComm.Sim.Model;

/// <summary>The protocol over IP.</summary>
public enum Transport
{
    /// <summary>RFC 768: datagrams, each for itself.</summary>
    Udp,

    /// <summary>RFC 9293: a stream of bytes.</summary>
    Tcp,

    /// <summary>RFC 792: control messages and echo.</summary>
    Icmp,
}
