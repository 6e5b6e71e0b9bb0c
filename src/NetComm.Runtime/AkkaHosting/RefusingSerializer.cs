using Akka.Configuration;
using Akka.Serialization;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>In place of those of Akka's own serializers that make whatever type a message names: refuses everything.</summary>
internal sealed class RefusingSerializer : Serializer
{
    /// <summary>In the place of one without settings.</summary>
    public RefusingSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    /// <summary>In the place of one with settings, as that for JSON.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings) : base(system) => _ = settings;

    /// <inheritdoc/>
    public override int Identifier => 4712;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw Refusal(obj.GetType());

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw Refusal(type);

    private static NotSupportedException Refusal(Type? type) => new($"{type} is no message that leaves its process.");
}
