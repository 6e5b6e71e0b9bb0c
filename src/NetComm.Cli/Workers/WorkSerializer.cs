using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace NetComm.Cli.Workers;

/// <summary>Writes <see cref="WorkMessage"/>s as JSON, each under a name of its own: no type is ever named by what arrives.</summary>
public sealed class WorkSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly Type[] Known =
        [.. typeof(WorkMessage).GetNestedTypes(BindingFlags.NonPublic).Where(type => type != typeof(WorkMessage.Malformed))];

    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <inheritdoc/>
    public override int Identifier => 4711;

    /// <inheritdoc/>
    public override string Manifest(object o) => NameOf((WorkMessage)o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Write((WorkMessage)obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);

    /// <summary>Under which name it is written.</summary>
    internal static string NameOf(WorkMessage message) => message.GetType().Name;

    internal static byte[] Write(WorkMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Strict);

    /// <summary>The message; where it is none, <see cref="WorkMessage.Malformed"/>: Akka would drop it without a word.</summary>
    internal static WorkMessage Read(byte[] bytes, string name)
    {
        if (Array.Find(Known, known => known.Name == name) is not { } type) return new WorkMessage.Malformed("an unknown message");
        try
        {
            var message = JsonSerializer.Deserialize(bytes, type, Strict) as WorkMessage;
            return message is null || HasHoles(message) ? new WorkMessage.Malformed($"an empty {name}") : message;
        }
        catch (JsonException)
        {
            return new WorkMessage.Malformed($"a {name} that cannot be read");
        }
    }

    /// <summary>Whether an item of a list is null, which the serializer does not look at; results are checked by whom they go to.</summary>
    private static bool HasHoles(WorkMessage message) => message switch
    {
        WorkMessage.Welcome welcome => welcome.Files.Contains(null!),
        WorkMessage.Work work => work.Runs.Contains(null!),
        _ => false,
    };
}
