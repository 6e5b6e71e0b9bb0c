namespace NetComm.Sim.Model;

/// <summary>What drives a run.</summary>
public enum RunMode
{
    /// <summary>Virtual time and simulated links: the same run bit for bit everywhere.</summary>
    Simulated,

    /// <summary>Real sockets on the loopback interface, and the wall clock.</summary>
    Loopback,
}
