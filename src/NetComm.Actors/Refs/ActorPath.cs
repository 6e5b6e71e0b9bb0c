using System.Globalization;

namespace NetComm.Actors;

/// <summary>The place of an actor in its system's tree, such as <c>akka://demo/user/client</c>.</summary>
#pragma warning disable CA1036 // Akka.NET has no comparison operators here.
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>The characters besides letters and digits that a name may hold (those of a path segment in RFC 2396); <c>$</c> not first.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private protected ActorPath(Address address, string name, long uid)
    {
        Address = address;
        Name = name;
        Uid = uid;
    }

    /// <summary>The system that it belongs to.</summary>
    public Address Address { get; }

    /// <summary>The last element.</summary>
    public string Name { get; }

    /// <summary>Tells actors apart that bore the same name one after the other; 0 for a path that was written by hand.</summary>
    public long Uid { get; }

    /// <summary>The path one step up; the root's parent is the root.</summary>
    public abstract ActorPath Parent { get; }

    /// <summary>The path of the tree's root.</summary>
    public abstract ActorPath Root { get; }

    /// <summary>The number of elements: 0 for the root.</summary>
    public abstract int Depth { get; }

    /// <summary>The names from the root's child down to this path's own.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            ActorPath path = this;
            for (int i = elements.Length - 1; i >= 0; i--, path = path.Parent)
                elements[i] = path.Name;
            return elements;
        }
    }

    /// <summary>One step down.</summary>
    public static ActorPath operator /(ActorPath path, string name)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Child(name);
    }

    /// <summary>Several steps down.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Aggregate(path, (parent, child) => parent / child);
    }

    /// <summary>Same place (the uid does not count).</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Another place.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>True when <paramref name="s"/> may be an actor's name.</summary>
    public static bool IsValidPathElement(string s) =>
        !string.IsNullOrEmpty(s) && s[0] != '$' && s.All(c => char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c, StringComparison.Ordinal));

    /// <summary>Reads a path such as <c>akka://demo/user/client#7</c>.</summary>
    public static ActorPath Parse(string path) =>
        TryParse(path, out ActorPath? parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    /// <summary>Reads a path; false when <paramref name="path"/> is none.</summary>
    public static bool TryParse(string path, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        ArgumentNullException.ThrowIfNull(path);
        int scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
            return false;
        string[] parts = path[(scheme + 3)..].Split('/');
        if (parts[0].Length == 0)
            return false;
        actorPath = new RootActorPath(new Address(path[..scheme], parts[0]));
        for (int i = 1; i < parts.Length; i++)
        {
            if (parts[i].Length > 0)
                actorPath = actorPath.Child(parts[i]);
        }
        return true;
    }

    /// <summary>The path of a child.</summary>
    public ActorPath Child(string childName)
    {
        ArgumentNullException.ThrowIfNull(childName);
        int uidMark = childName.IndexOf('#', StringComparison.Ordinal);
        return uidMark < 0
            ? new ChildActorPath(this, childName, 0)
            : new ChildActorPath(this, childName[..uidMark], long.Parse(childName.AsSpan(uidMark + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The same place with another uid.</summary>
    public abstract ActorPath WithUid(long uid);

    /// <summary>The elements without the system: <c>/user/client</c>.</summary>
    public string ToStringWithoutAddress() => Depth == 0 ? "/" : "/" + string.Join('/', Elements);

    /// <summary>The elements after the system: <c>akka://demo/user/client</c>.</summary>
    public string ToStringWithAddress() => Address + ToStringWithoutAddress();

    /// <summary>With the uid as well: <c>akka://demo/user/client#7</c>.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>With the uid as well: <c>akka://demo/user/client#7</c>.</summary>
    public string ToStringWithUid() =>
        Uid == 0 ? ToStringWithAddress() : string.Create(CultureInfo.InvariantCulture, $"{ToStringWithAddress()}#{Uid}");

    /// <inheritdoc/>
    public override string ToString() => ToStringWithAddress();

    /// <summary>Same place (the uid does not count).</summary>
    public bool Equals(ActorPath? other)
    {
        ActorPath left = this;
        for (; ; left = left.Parent, other = other.Parent)
        {
            if (ReferenceEquals(left, other))
                return true;
            if (other is null || left.Depth != other.Depth || left.Name != other.Name)
                return false;
            if (left.Depth == 0)
                return left.Address == other.Address;
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Depth == 0 ? Address.GetHashCode() : HashCode.Combine(Parent, Name);

    /// <summary>Orders by the written form.</summary>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());
}
