namespace NetComm.Runtime.Apps;

/// <summary>What flows, programs and apps are told of their life, and what they say of it.</summary>
internal abstract record AppLifecycle
{
    /// <summary>To an app: open, bind and join what you need; nothing is sent yet.</summary>
    internal sealed record Prepare : AppLifecycle
    {
        internal static readonly Prepare Message = new();
    }

    internal sealed record Ready : AppLifecycle
    {
        internal static readonly Ready Message = new();
    }

    internal sealed record CannotStart(string Sentence) : AppLifecycle
    {
        /// <summary>Whether it is for want of a port, which may be free elsewhere.</summary>
        internal bool PortIsTaken { get; private init; }

        /// <summary>It cannot have its port.</summary>
        internal static CannotStart Without(int port, string whom, Errno why) => new(
            why == Errno.EADDRINUSE
                ? $"port {port} for {whom} is taken on this machine ({why}): end the program that has it, or write another port"
                : $"port {port} for {whom} failed with {why}")
        {
            PortIsTaken = why == Errno.EADDRINUSE,
        };
    }

    internal sealed record Begin : AppLifecycle
    {
        internal static readonly Begin Message = new();
    }

    /// <summary>From an app, once after <see cref="Begin"/>: it waits or has ended, so the next one may begin.</summary>
    internal sealed record Idle : AppLifecycle
    {
        internal static readonly Idle Message = new();
    }

    /// <summary>From a host: this actor of an app has failed, and says nothing more.</summary>
    internal sealed record Failed(IActorRef Actor, HostedApp App) : AppLifecycle;

    /// <summary>To an app: its host has crashed, and all its sockets are gone.</summary>
    internal sealed record HostCrashed : AppLifecycle
    {
        internal static readonly HostCrashed Message = new();
    }

    /// <summary>To the end of a flow, which outlives crashes: its host is back, without any sockets.</summary>
    internal sealed record HostRestarted : AppLifecycle
    {
        internal static readonly HostRestarted Message = new();
    }
}

internal abstract record AppCommand(HostedApp App)
{
    internal sealed record Run(HostedApp App) : AppCommand(App);

    internal sealed record Begin(HostedApp App) : AppCommand(App);
}
