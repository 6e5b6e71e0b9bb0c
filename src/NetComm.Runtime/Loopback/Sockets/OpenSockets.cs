namespace NetComm.Runtime.Loopback.Sockets;

/// <summary>The open sockets of a host, and whose they are: as the system closes what a process leaves open, however it ends.</summary>
internal sealed class OpenSockets
{
    private readonly Dictionary<IActorRef, IActorRef> _users = [];
    private readonly Dictionary<IActorRef, HashSet<IActorRef>> _sockets = [];

    internal IReadOnlyCollection<IActorRef> All => _users.Keys;

    internal void Add(IActorRef socket, IActorRef user)
    {
        _users.Add(socket, user);
        if (!_sockets.TryGetValue(user, out HashSet<IActorRef>? its)) _sockets[user] = its = [];
        its.Add(socket);
    }

    internal void Remove(IActorRef socket)
    {
        if (!_users.Remove(socket, out IActorRef? user)) return;
        _sockets[user].Remove(socket);
        if (_sockets[user].Count == 0) _sockets.Remove(user);
    }

    internal IReadOnlyCollection<IActorRef> Of(IActorRef user) => _sockets.GetValueOrDefault(user) ?? [];
}
