namespace NetComm.Sim.Runtime.Hosts;

/// <summary>What a run tells a host of either mode about what runs on it.</summary>
/// <param name="App">What.</param>
internal abstract record AppCommand(HostedApp App)
{
    /// <summary>Make this and let it prepare.</summary>
    internal sealed record Run(HostedApp App) : AppCommand(App);

    /// <summary>Its time has come.</summary>
    internal sealed record Begin(HostedApp App) : AppCommand(App);
}
