namespace NetComm.Reporting.Player;

/// <summary>What is told. The script knows these numbers.</summary>
internal enum ToldEventKind
{
    /// <summary>A fault or another change of the timeline: marked on the scrubber.</summary>
    Fault = 0,

    /// <summary>A socket hands a packet to its program.</summary>
    Received = 1,

    /// <summary>A node gives a packet up.</summary>
    GivenUp = 2,

    /// <summary>What a program or connection does.</summary>
    Done = 3,
}
