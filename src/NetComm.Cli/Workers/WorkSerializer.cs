using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace NetComm.Cli.Workers;

/// <summary>Writes <see cref="WorkMessage"/>s as JSON, each under a name of its own: no type is ever named by what arrives.</summary>
public sealed class WorkSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly Type[] Known = typeof(WorkMessage).GetNestedTypes(System.Reflection.BindingFlags.NonPublic);

    /// <inheritdoc/>
    public override int Identifier => 4711;

    /// <inheritdoc/>
    public override string Manifest(object o) => o.GetType().Name;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType());

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        Type type = Array.Find(Known, known => known.Name == manifest)
            ?? throw new ArgumentException($"No message of a sweep is called '{manifest}'.", nameof(manifest));
        return JsonSerializer.Deserialize(bytes, type) ?? throw new ArgumentException($"'{manifest}' is empty.", nameof(bytes));
    }
}

/// <summary>In place of Akka's own serializer, which makes whatever type a message names: refuses everything.</summary>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    /// <inheritdoc/>
    public override int Identifier => 4712;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw Refusal(obj.GetType());

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw Refusal(type);

    private static NotSupportedException Refusal(Type? type) => new($"{type} is no message of a sweep.");
}
