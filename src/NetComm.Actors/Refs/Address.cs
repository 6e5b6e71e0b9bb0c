namespace NetComm.Actors;

/// <summary>Which actor system a path belongs to, and where that system is.</summary>
/// <remarks>Not modelled: remote systems; host and port stay empty in every path that this kernel makes.</remarks>
public sealed record Address(string Protocol, string System, string? Host = null, int? Port = null)
{
    /// <summary>Stands for any system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>True for an address without a host.</summary>
    public bool HasLocalScope => Host is null;

    /// <summary>True for an address with a host.</summary>
    public bool HasGlobalScope => Host is not null;

    /// <summary>The usual form: <c>akka://system</c>, or with a host <c>akka.tcp://system@host:port</c>.</summary>
    public override string ToString() => Host is null ? $"{Protocol}://{System}" : $"{Protocol}://{System}@{Host}{PortSuffix}";

    private string PortSuffix => Port is { } port ? string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $":{port}") : "";
}
