namespace NetComm.Sim.Model;

/// <summary>What an expectation speaks of.</summary>
public enum ExpectationSubject
{
    /// <summary>A flow.</summary>
    Flow,

    /// <summary>A link or LAN.</summary>
    Medium,

    /// <summary>A program.</summary>
    Program,

    /// <summary>An app.</summary>
    App,
}
