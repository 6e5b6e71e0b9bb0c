namespace NetComm.Reporting.Player;

/// <summary>A step of the player: something that one can see happen.</summary>
/// <param name="Time">When.</param>
/// <param name="Order">Its place among the trace's events, for those of one instant.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Index">To which hop; of <see cref="PlaybackStepKind.Event"/>, which of the recorded events.</param>
internal readonly record struct PlaybackStep(SimTime Time, long Order, PlaybackStepKind Kind, int Index);

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
    Event = 4,
}
