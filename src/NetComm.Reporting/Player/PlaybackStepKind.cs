namespace NetComm.Reporting.Player;

/// <summary>What happens at a moment. The script knows these numbers.</summary>
internal enum PlaybackStepKind
{
    /// <summary>A packet waits in a queue.</summary>
    Waits = 0,

    /// <summary>Its first bit leaves.</summary>
    Begins = 1,

    /// <summary>Its last bit arrives.</summary>
    Arrives = 2,

    /// <summary>It is lost on the way or refused.</summary>
    Lost = 3,

    /// <summary>Something else, said in words.</summary>
    Told = 4,
}
