namespace NetComm.Sim.Scenarios;

/// <summary>A scenario is wrong; nothing was started. Holds every problem of the file, by place.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>An exception for these problems, at least one.</summary>
    public ScenarioException(IReadOnlyList<Problem> problems)
        : base(string.Join("\n", problems.Select(problem => problem.Render()))) => Problems = problems;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
