using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Pim;

/// <summary>Which timer: what it is for, and of which source, group and interface where it is of one. A neighbour's timer has its address for a source.</summary>
internal readonly record struct PimTimer(PimTimerKind Kind, Ipv4Address Source, Ipv4Address Group, int Interface) : IComparable<PimTimer>
{
    public int CompareTo(PimTimer other) =>
        (Kind, Source, Group, Interface).CompareTo((other.Kind, other.Source, other.Group, other.Interface));
}
