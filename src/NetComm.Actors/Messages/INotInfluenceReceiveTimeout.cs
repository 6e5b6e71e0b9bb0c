namespace NetComm.Actors;

/// <summary>Marks messages that do not count as a sign of life for the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout
{
}
