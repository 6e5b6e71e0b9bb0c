using Akka.Actor;

namespace NetComm.Cli.Workers;

/// <summary>A message that is too large for one frame goes in pieces, each after the other.</summary>
internal static class WorkChunks
{
    /// <summary>Of a message: with base64 and what is around it, less than the 128 000 bytes of a frame.</summary>
    public const int Size = 64 << 10;

    /// <summary>A message that is larger is no message of a sweep: nobody is to fill the memory of another.</summary>
    public const int MostBytes = 256 << 20;

    /// <summary>Sends a message, in pieces where it is large.</summary>
    public static void Send(this ICanTell receiver, WorkMessage message, IActorRef sender)
    {
        foreach (WorkMessage part in Of(message)) receiver.Tell(part, sender);
    }

    /// <summary>The message itself, or the pieces that it is sent in.</summary>
    public static IEnumerable<WorkMessage> Of(WorkMessage message)
    {
        byte[] whole = WorkSerializer.Write(message);
        if (whole.Length <= Size) return [message];
        if (whole.Length > MostBytes)
            throw new InvalidOperationException($"A message of {whole.Length} bytes is too large to be sent.");
        string name = WorkSerializer.NameOf(message);
        int count = (whole.Length + Size - 1) / Size;
        return whole.Chunk(Size).Select((bytes, i) => new WorkMessage.Chunk(name, i, count, bytes));
    }
}

/// <summary>Puts the pieces that one sender sends together again.</summary>
internal sealed class WorkAssembly
{
    private readonly List<byte> _bytes = [];
    private string _name = "";
    private int _count;
    private int _next;

    /// <summary>Takes a piece.</summary>
    /// <returns>The message with the last piece, or what is wrong with this one; null while there are more to come.</returns>
    public WorkMessage? Add(WorkMessage.Chunk chunk)
    {
        if (chunk.Index == 0) Begin(chunk);
        if (Wrong(chunk) is { } wrong) return new WorkMessage.Malformed(wrong);
        _bytes.AddRange(chunk.Bytes);
        if (++_next < _count) return null;
        WorkMessage whole = WorkSerializer.Read(_bytes.ToArray(), _name);
        Reset();
        return whole is WorkMessage.Chunk ? new WorkMessage.Malformed("a piece in pieces") : whole;
    }

    private void Begin(WorkMessage.Chunk chunk)
    {
        Reset();
        (_name, _count) = (chunk.Name, chunk.Count);
    }

    private string? Wrong(WorkMessage.Chunk chunk)
    {
        if (chunk.Index != _next || chunk.Count != _count || chunk.Name != _name || _next >= _count) return "a piece out of turn";
        bool fits = chunk.Bytes.Length is > 0 and <= WorkChunks.Size && _count <= WorkChunks.MostBytes / WorkChunks.Size;
        return fits ? null : "a piece of the wrong size";
    }

    private void Reset()
    {
        _bytes.Clear();
        _bytes.TrimExcess();
        (_name, _count, _next) = ("", 0, 0);
    }
}
