namespace NetComm.Sim.Model.Theories;

/// <summary>Queues with one server, Poisson arrivals and room without end, by Kendall's notation.</summary>
public enum QueueKind
{
    /// <summary>M/M/1: exponential service times.</summary>
    Mm1,

    /// <summary>M/D/1: all services take the same time.</summary>
    Md1,

    /// <summary>M/G/1: service times of any distribution.</summary>
    Mg1,
}
