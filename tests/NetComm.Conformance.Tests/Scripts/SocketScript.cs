using NetComm.Network;

namespace NetComm.Conformance.Tests.Scripts;

/// <summary>What programs on the hosts of the conformance network do: one call at a time, so that nothing depends on time.</summary>
internal sealed record SocketScript(int Number, IReadOnlyList<ScriptStep> Steps)
{
    public override string ToString() => $"script {Number}:\n{string.Join('\n', Steps.Select(step => "  " + step))}";
}

/// <summary>One step of a script, on a socket that it names.</summary>
internal abstract record ScriptStep(string Name)
{
    internal sealed record Open(string Name, string Host, bool Stream) : ScriptStep(Name)
    {
        public override string ToString() => $"{Name} = {Host}.socket({(Stream ? "stream" : "datagram")})";
    }

    /// <summary>A call with an address and a port: bind, connect, sendto.</summary>
    internal sealed record At(string Name, string Call, Place Place, ScriptPort Port, string Text = "") : ScriptStep(Name)
    {
        public override string ToString() => $"{Name}.{Call}({Place}, {Port}{(Call == "sendto" ? $", '{Text}'" : "")})";
    }

    /// <summary>A call without one, which does not wait.</summary>
    internal sealed record Do(string Name, SocketCall Call) : ScriptStep(Name)
    {
        public override string ToString() => $"{Name}.{Call}";
    }

    internal sealed record Option(string Name, SocketOption Name2, int Value, Place? Group) : ScriptStep(Name)
    {
        public override string ToString() => $"{Name}.setsockopt({Name2}, {(Group is { } group ? group : Value)})";
    }

    /// <summary>A call that waits a while at most.</summary>
    internal sealed record Receive(string Name, int Size) : ScriptStep(Name)
    {
        public override string ToString() => $"{Name}.recv({Size})";
    }

    internal sealed record Accept(string Name, string As) : ScriptStep(Name)
    {
        public override string ToString() => $"{As} = {Name}.accept()";
    }

    /// <summary>Begins a call that waits for ever; <see cref="Await"/> asks for its answer.</summary>
    internal sealed record Begin(string Name, string? As) : ScriptStep(Name)
    {
        public override string ToString() => As is null ? $"{Name}.recv(100) begins" : $"{As} = {Name}.accept() begins";
    }

    internal sealed record Await(string Name) : ScriptStep(Name)
    {
        public override string ToString() => $"{Name}: what began ends";
    }

    /// <summary>A host fails, or is there again.</summary>
    internal sealed record Crash(string Name, bool Restart) : ScriptStep(Name)
    {
        public override string ToString() => $"{Name} {(Restart ? "restarts" : "crashes")}";
    }
}

/// <summary>An address that each arm knows by another number.</summary>
internal enum Place
{
    Any,
    Localhost,

    /// <summary>The hosts, on their first link or LAN.</summary>
    Alice,
    Bob,
    Carol,

    /// <summary>The same on the LAN, which all are on.</summary>
    AliceOnLan,
    BobOnLan,

    /// <summary>An address of no network.</summary>
    Nowhere,

    Broadcast,
    LimitedBroadcast,
    Group,
    OtherGroup,
}

/// <summary>A port of the script's own by number, or 0; or that which a socket was given.</summary>
internal readonly record struct ScriptPort(int Number, string? Of = null)
{
    /// <summary>How many ports a script has for itself, from 1; one more is nobody's.</summary>
    internal const int Count = 5;

    public override string ToString() => Of is null ? $"{Number}" : $"port of {Of}";
}
