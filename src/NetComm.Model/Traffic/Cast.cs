namespace NetComm.Model;

/// <summary>How many receivers a flow's packets go to.</summary>
public enum Cast
{
    /// <summary>One receiver.</summary>
    Unicast,

    /// <summary>All hosts of a LAN.</summary>
    Broadcast,

    /// <summary>All members of a group.</summary>
    Multicast,

    /// <summary>The nearest of several hosts.</summary>
    Anycast,
}
