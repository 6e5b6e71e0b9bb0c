using NetComm.Sim.Model;

namespace NetComm.Sim.Protocols.Streams;

/// <summary>What a protocol that speaks over one connection wants done.</summary>
internal abstract record StreamEffect
{
    private StreamEffect()
    {
    }

    /// <summary>These bytes go to the peer, behind all that was sent before.</summary>
    public sealed record Send(FileContent Content) : StreamEffect;

    /// <summary>Nothing more will be sent: the peer sees the end behind the last byte.</summary>
    public sealed record Finish : StreamEffect;

    /// <summary>The connection is closed once all is written.</summary>
    public sealed record Close : StreamEffect;

    /// <summary>A line for whoever runs the program.</summary>
    public sealed record Print(string Line) : StreamEffect;
}
