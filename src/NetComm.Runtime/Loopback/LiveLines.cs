using NetComm.Runtime.Loopback.Sockets;

namespace NetComm.Runtime.Loopback;

/// <summary>What a run says while it goes on: where servers listen, and what programs print. From any thread.</summary>
internal sealed class LiveLines(Scenario scenario, Action<LiveLine>? told)
{
    /// <summary>So many endpoints of a server are named.</summary>
    private const int MostNamed = 3;

    private readonly string[] _programs =
        [.. scenario.Programs.Select(program => program.Name), .. scenario.Apps.Select(app => app.Name)];

    internal void Say(SimTime at, string who, string text) => told?.Invoke(new LiveLine(at, who, text));

    /// <summary>A program or app has printed, or one of its connections.</summary>
    internal void Printed(SimTime at, ProgramId program, int connection, string text) =>
        Say(at, connection == 0 ? _programs[program.Index] : $"{_programs[program.Index]}#{connection}", text);

    /// <summary>A socket waits there; told of those of programs and apps.</summary>
    internal void Listens(SocketContext context, string transport, IReadOnlyList<System.Net.IPEndPoint> at)
    {
        if (told is null || at.Count == 0 || Owner.FromTrace(context.Owner).Program is not { } program) return;
        string more = at.Count > MostNamed ? $" and {at.Count - MostNamed} others" : "";
        Say(context.Now, _programs[program.Index], $"listens at {transport} {string.Join(", ", at.Take(MostNamed))}{more}");
    }
}
