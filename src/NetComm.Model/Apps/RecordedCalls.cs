namespace NetComm.Model;

/// <summary>When a program's calls returned in an earlier run: none of its calls is made earlier than it was then.</summary>
/// <param name="Start">When the program began.</param>
/// <param name="Returns">Number of each call that returned, and when; in their order.</param>
public sealed record RecordedCalls(SimTime Start, IReadOnlyList<(long Call, SimTime At)> Returns)
{
    /// <summary>Which of the program's connections made them, as <see cref="ProgramStep.Each"/> counts; 0: the program itself.</summary>
    public int Connection { get; init; }

    /// <summary>When a call was made: when the one before it had returned.</summary>
    public SimTime MadeAt(long call)
    {
        int before = -1;
        int after = Returns.Count;
        while (after - before > 1)
        {
            int middle = (before + after) / 2;
            if (Returns[middle].Call < call) before = middle;
            else after = middle;
        }

        return before < 0 ? Start : Returns[before].At;
    }
}
