namespace NetComm.Runtime;

/// <summary>The one clock of a run: virtual in a simulated run, monotonic in a loopback run.</summary>
internal interface IClock
{
    /// <summary>Time since the run began.</summary>
    SimTime Now { get; }

    /// <summary>The date at time 0: of a simulated run always the same one; else the wall clock's.</summary>
    DateTime Epoch => SimTime.SimulatedEpoch;

    /// <summary>Sends a message then; what is due at one instant arrives in the order it was asked for.</summary>
    void At(SimTime when, IActorRef to, object message);
}
