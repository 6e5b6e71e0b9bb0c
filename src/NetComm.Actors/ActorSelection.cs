using System.IO.Enumeration;

namespace NetComm.Actors;

/// <summary>Actors chosen by path at the moment of sending: one by name, several by the wildcards <c>*</c> and <c>?</c>.</summary>
public sealed class ActorSelection : ICanTell
{
    private readonly IInternalActorRef _anchor;
    private readonly string[] _elements;

    private ActorSelection(IInternalActorRef anchor, string[] elements)
    {
        _anchor = anchor;
        _elements = elements;
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor => _anchor;

    /// <summary>The path from there.</summary>
    public string PathString => "/" + string.Join('/', _elements);

    /// <summary>Sends to every actor selected; to the dead letters when there is none (an <see cref="Identify"/> is then answered with null).</summary>
    public void Tell(object message, IActorRef? sender = null)
    {
        if (message is null)
            throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        sender ??= CurrentCell.SelfOrNoSender;
        bool found = false;
        foreach (IInternalActorRef actor in Resolve(_anchor, 0))
        {
            found = true;
            actor.Tell(message, sender);
        }
        if (!found)
            _anchor.System!.DeadLettersRef.Receive(message, sender, new EmptyActorRef(_anchor.Path / _elements.Where(e => e != "..")));
    }

    /// <summary>The actor selected, once it has answered an <see cref="Identify"/>; the task fails with <see cref="ActorNotFoundException"/> when there is none.</summary>
    public Task<IActorRef> ResolveOne(TimeSpan timeout)
    {
        var answer = new FutureActorRef<IActorRef>(
            _anchor.System!,
            message => message is ActorIdentity identity ? identity.Subject ?? (object)new Status.Failure(NotFound()) : message,
            _ => NotFound());
        answer.EndWith(timeout, CancellationToken.None);
        Tell(new Identify(PathString), answer);
        return answer.Task;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is ActorSelection other && _anchor.Equals(other._anchor) && _elements.SequenceEqual(other._elements);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_anchor, _elements.Length);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSelection[Anchor({_anchor.Path}), Path({PathString})]";

    internal static ActorSelection From(IInternalActorRef from, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (ActorPath.TryParse(path, out ActorPath? absolute))
            return new ActorSelection(RootOf(from), [.. absolute.Elements]);
        IInternalActorRef anchor = path[0] == '/' ? RootOf(from) : from;
        return new ActorSelection(anchor, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IInternalActorRef RootOf(IInternalActorRef actor)
    {
        while (actor is ActorCell)
            actor = actor.Parent;
        return actor;
    }

    private ActorNotFoundException NotFound() => new($"No actor answers at {this}.");

    private IEnumerable<IInternalActorRef> Resolve(IInternalActorRef at, int depth)
    {
        if (depth == _elements.Length)
            return [at];
        string element = _elements[depth];
        if (element == "..")
            return Resolve(at is ActorCell ? at.Parent : at, depth + 1);
        if (element.AsSpan().ContainsAny('*', '?'))
            return at.ListChildren().Where(child => FileSystemName.MatchesSimpleExpression(element, child.Path.Name, ignoreCase: false))
                .SelectMany(child => Resolve(child, depth + 1));
        return at.FindChild(element) is { } named ? Resolve(named, depth + 1) : [];
    }
}
