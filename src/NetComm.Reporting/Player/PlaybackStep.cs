namespace NetComm.Reporting.Player;

/// <summary>A step of the player: something that one can see happen.</summary>
/// <param name="Time">When.</param>
/// <param name="Order">Its place among the trace's events, for those of one instant.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Index">To which hop; of <see cref="PlaybackStepKind.Told"/>, which of the things told.</param>
internal readonly record struct PlaybackStep(SimTime Time, long Order, PlaybackStepKind Kind, int Index);
