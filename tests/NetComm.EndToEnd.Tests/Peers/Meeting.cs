namespace NetComm.EndToEnd.Tests.Peers;

/// <summary>A program of others and ours, one the client and one the server: what is tried between them, and what is right.</summary>
internal abstract record Meeting(string Protocol, string Client, string Server)
{
    public abstract bool IsOursTheServer { get; }

    public string Name => $"{Protocol}: {Client} and {Server}";

    /// <summary>What the page about them says, and what must come out.</summary>
    public abstract IReadOnlyList<(string Tried, string Outcome)> Right { get; }

    /// <summary>Tries all, one after the other, at a place of its own.</summary>
    public abstract Task<IReadOnlyList<(string Tried, string Outcome)>> HoldAsync();
}

/// <inheritdoc cref="Meeting"/>
/// <param name="Open">Starts both, and waits until they can be spoken to.</param>
internal sealed record Meeting<TPlace>(
    string Protocol, string Client, string Server, Func<Task<TPlace>> Open, params Attempt<TPlace>[] Attempts)
    : Meeting(Protocol, Client, Server)
    where TPlace : IDisposable
{
    public override bool IsOursTheServer => typeof(TPlace) == typeof(ServerOfOurs);

    public override IReadOnlyList<(string Tried, string Outcome)> Right => [.. Attempts.Select(one => (one.Tried, one.Right))];

    public override async Task<IReadOnlyList<(string Tried, string Outcome)>> HoldAsync()
    {
        using TPlace place = await Open();
        var seen = new List<(string, string)>();
        foreach (Attempt<TPlace> one in Attempts) seen.Add((one.Tried, await one.Try(place)));
        return seen;
    }
}

/// <summary>One thing that is tried.</summary>
/// <param name="Tried">In words, or as the command that a reader would type.</param>
/// <param name="Right">The outcome that is right, worked out by hand from the protocol.</param>
/// <param name="Try">Does it, and says what came out, in the words of <paramref name="Right"/> where it is right.</param>
internal sealed record Attempt<TPlace>(string Tried, string Right, Func<TPlace, Task<string>> Try)
{
    public Attempt(string tried, string right, Func<TPlace, string> attempt)
        : this(tried, right, place => Task.FromResult(attempt(place)))
    {
    }
}
