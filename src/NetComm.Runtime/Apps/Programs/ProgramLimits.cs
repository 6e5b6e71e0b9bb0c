namespace NetComm.Runtime.Apps.Programs;

/// <summary>
/// What a program may use, as a system bounds its processes (scenario language, 'How a program ends'). It and its connections together
/// hold and print no more than one program may.
/// </summary>
/// <param name="shared">What all of them have used so far.</param>
internal sealed class ProgramLimits(ProgramUse shared)
{
    /// <summary>Most open sockets: the usual limit of open files, <c>ulimit -n</c>.</summary>
    internal const int MostSockets = 1024;

    private const int MostSteps = 1_000_000;
    private const long MostHeld = 64 << 20;
    private const long MostPrinted = 16 << 20;

    /// <summary>So many characters of text cost as much time as a step.</summary>
    private const int CharactersOfAStep = 1024;

    private long _steps;
    private long _held;

    /// <summary>A call waits: steps count anew.</summary>
    internal void OnWait() => _steps = 0;

    /// <summary>A step is made, or a loop begins anew.</summary>
    /// <exception cref="ProgramLimitException">There were too many since the last call that waits.</exception>
    internal void OnStep() => OnSteps(1);

    /// <summary>A text is made.</summary>
    /// <exception cref="ProgramLimitException">It is too long, or too many were made since the last call that waits.</exception>
    internal void OnText(long characters)
    {
        if (characters > MostHeld) throw new ProgramLimitException(Errno.ENOMEM);
        OnSteps(characters / CharactersOfAStep);
    }

    /// <summary>A text takes the place of another in a variable.</summary>
    /// <exception cref="ProgramLimitException">All together are too long.</exception>
    internal void OnHeld(long characters, long before)
    {
        _held += characters - before;
        if (shared.Hold(characters - before) > MostHeld) throw new ProgramLimitException(Errno.ENOMEM);
    }

    /// <summary>The program has ended, and holds nothing any more.</summary>
    internal void OnEnd()
    {
        shared.Hold(-_held);
        _held = 0;
    }

    /// <summary>A text is printed.</summary>
    /// <exception cref="ProgramLimitException">All together is too long.</exception>
    internal void OnPrint(long characters)
    {
        if (shared.Print(characters) > MostPrinted) throw new ProgramLimitException(Errno.ENOMEM);
    }

    private void OnSteps(long more)
    {
        _steps += more;
        if (_steps > MostSteps) throw new ProgramLimitException(Errno.ELOOP);
    }
}

/// <summary>The text that a program and its connections hold and have printed, in characters; from any thread.</summary>
internal sealed class ProgramUse
{
    private long _held;
    private long _printed;
    private int _connections;

    internal long Hold(long more) => Interlocked.Add(ref _held, more);

    internal long Print(long more) => Interlocked.Add(ref _printed, more);

    /// <summary>The number of the next connection, from 1.</summary>
    internal int NextConnection() => Interlocked.Increment(ref _connections);
}

/// <summary>A program asks for more than it may use, and ends with this error. It may ask in any of its texts.</summary>
internal sealed class ProgramLimitException(Errno errno) : Exception
{
    internal Errno Errno => errno;
}
