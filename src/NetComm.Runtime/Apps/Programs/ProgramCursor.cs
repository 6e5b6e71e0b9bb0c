namespace NetComm.Runtime.Apps.Programs;

/// <summary>Where a program stands among its steps and the loops around them.</summary>
internal sealed class ProgramCursor
{
    private sealed class Loop(IReadOnlyList<ProgramStep> steps, int times)
    {
        internal int Position;
        internal int TimesLeft = times;
        internal readonly IReadOnlyList<ProgramStep> Steps = steps;
    }

    private readonly Stack<Loop> _loops = new();

    private readonly ProgramLimits _limits;

    internal ProgramCursor(IReadOnlyList<ProgramStep> steps, ProgramLimits limits)
    {
        _limits = limits;
        _loops.Push(new Loop(steps, times: 1));
    }

    internal ProgramStep? Next()
    {
        while (_loops.TryPeek(out Loop? loop))
        {
            _limits.OnStep();
            if (loop.TimesLeft <= 0 || loop.Steps.Count == 0)
            {
                _loops.Pop();
            }
            else if (loop.Position == loop.Steps.Count)
            {
                loop.Position = 0;
                loop.TimesLeft--;
            }
            else
            {
                ProgramStep step = loop.Steps[loop.Position++];
                if (step is not ProgramStep.Repeat repeat) return step;
                _loops.Push(new Loop(repeat.Steps, repeat.Times));
            }
        }

        return null;
    }
}
