namespace NetComm.Sim.Runtime.Routing;

/// <summary>How nodes know the way.</summary>
internal interface IRoutes
{
    /// <summary>How every node, by index, sends on what is for <paramref name="destination"/> (a number of <see cref="AddressBook"/>).</summary>
    Hop[] Towards(int destination);
}
