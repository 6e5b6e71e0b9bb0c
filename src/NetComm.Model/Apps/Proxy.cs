namespace NetComm.Model;

/// <summary>
/// A bad line between two programs outside (loopback mode): who connects to its port on this machine speaks, over the links between two
/// external hosts, with the program at another port.
/// </summary>
/// <param name="Name">Unique among all that is measured; that of the flow that carries what clients send.</param>
/// <param name="Transport">TCP or UDP.</param>
/// <param name="Listen">The port on this machine.</param>
/// <param name="Port">The port of the program that it leads to.</param>
/// <param name="There">The flow from the clients' host to the server's.</param>
/// <param name="Back">The flow of the answers.</param>
public sealed record Proxy(string Name, Transport Transport, int Listen, int Port, Flow There, Flow Back)
{
    /// <summary>The index of the external host that its clients stand for.</summary>
    public int From => There.From;

    /// <summary>The index of the external host that its server stands for.</summary>
    public int To => Back.From;
}
