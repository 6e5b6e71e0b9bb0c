namespace NetComm.Runtime.Apps.Programs;

/// <summary>Where a program stands among its steps and the loops and choices around them.</summary>
internal sealed class ProgramCursor
{
    /// <summary>Steps that run one after the other, as often as they are to.</summary>
    /// <param name="beginsAnew">Asked before each time.</param>
    private sealed class Block(IReadOnlyList<ProgramStep> steps, bool isLoop, Func<bool> beginsAnew)
    {
        internal readonly IReadOnlyList<ProgramStep> Steps = steps;
        internal readonly bool IsLoop = isLoop;
        internal readonly Func<bool> BeginsAnew = beginsAnew;
        internal int Position = steps.Count;
    }

    private readonly Stack<Block> _blocks = new();
    private readonly ProgramLimits _limits;
    private readonly ProgramVariables _variables;

    internal ProgramCursor(IReadOnlyList<ProgramStep> steps, ProgramVariables variables, ProgramLimits limits)
    {
        (_variables, _limits) = (variables, limits);
        Enter(steps);
    }

    /// <summary>The steps are next, once; then what stands behind.</summary>
    internal void Enter(IReadOnlyList<ProgramStep> steps) => Enter(steps, times: 1, isLoop: false);

    /// <summary>The next step that does something; null at the end.</summary>
    internal ProgramStep? Next()
    {
        while (_blocks.TryPeek(out Block? block))
        {
            _limits.OnStep();
            if (block.Position < block.Steps.Count)
            {
                ProgramStep step = block.Steps[block.Position++];
                if (!TryTurn(step)) return step;
            }
            else if (block.BeginsAnew())
            {
                block.Position = 0;
            }
            else
            {
                _blocks.Pop();
            }
        }

        return null;
    }

    /// <summary>Takes a step that says only which is next.</summary>
    private bool TryTurn(ProgramStep step)
    {
        switch (step)
        {
            case ProgramStep.Repeat repeat:
                Enter(repeat.Steps, repeat.Times, isLoop: true);
                return true;
            case ProgramStep.While loop:
                _blocks.Push(new Block(loop.Steps, isLoop: true, () => ProgramConditions.Holds(loop.Condition, _variables)));
                return true;
            case ProgramStep.If choice:
                Enter(ProgramConditions.Holds(choice.Condition, _variables) ? choice.Then : choice.Else);
                return true;
            case ProgramStep.Break:
                while (_blocks.TryPop(out Block? block) && !block.IsLoop) _limits.OnStep();
                return true;
            case ProgramStep.Stop:
                _blocks.Clear();
                return true;
            default:
                return false;
        }
    }

    private void Enter(IReadOnlyList<ProgramStep> steps, int times, bool isLoop) =>
        _blocks.Push(new Block(steps, isLoop, () => times-- > 0));
}
