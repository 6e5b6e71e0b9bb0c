using NetComm.Protocols.Ethernet;

namespace NetComm.Tracing;

/// <summary>A frame's way over one LAN: from which interface, and to which, as soon as that is known.</summary>
internal sealed class LanCrossing(int medium, int source, MacAddress? destination)
{
    private int _ports;
    private int _lastPort = -1;
    private SimTime _seen;

    public int Medium => medium;

    public int Source => source;

    /// <summary>Where it goes; null where only the switch's ports can tell.</summary>
    public MacAddress? Destination { get; set; } = destination;

    /// <summary>The only interface whose port it was switched to; −1 where there were none or several.</summary>
    public int OnlyPort => _ports == 1 ? _lastPort : -1;

    public bool WentToMany => _ports > 1;

    /// <summary>The switch sent it on to an interface's port.</summary>
    public void SwitchedTo(int port, SimTime at)
    {
        _ports++;
        _lastPort = port;
        _seen = at;
    }

    /// <summary>Whether all ports are known: a switch sends a frame on to all of them at one instant.</summary>
    public bool IsSettled(SimTime now) => Destination is not null || (_ports > 0 && now > _seen);
}
