using NetComm.Sim.Model;

namespace NetComm.Sim.Tracing;

/// <summary>When the requests of a flow are to be sent, whether or not they can be: one every interval.</summary>
/// <param name="Start">The first.</param>
/// <param name="Interval">From one to the next.</param>
public sealed record RequestSchedule(SimTime Start, SimDuration Interval)
{
    /// <summary>When the request with a sequence number (from 0) is to be sent.</summary>
    public SimTime IntendedAt(long sequence) => new(Start.Picoseconds + sequence * Interval.Picoseconds);
}
