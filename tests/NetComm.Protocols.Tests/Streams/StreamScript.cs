using System.Text;
using NetComm.Protocols.Streams;

namespace NetComm.Protocols.Tests.Streams;

/// <summary>Plays a peer against a machine that speaks over one connection, and notes what it does.</summary>
internal static class StreamScript
{
    /// <summary>What the machine does on these bytes, in one piece: sent text as it is, other effects as <c>[Close]</c>.</summary>
    internal static string Says(this StreamMachine machine, string bytes, double at = 0)
    {
        machine.Received(Encoding.Latin1.GetBytes(bytes), MachineDriver.At(at));
        return machine.Said();
    }

    /// <summary>What it has done since the last time; long contents by their length.</summary>
    internal static string Said(this StreamMachine machine)
    {
        var text = new StringBuilder();
        foreach (StreamEffect effect in machine.Take())
        {
            if (effect is StreamEffect.Send { Content.Length: <= 4096 } send)
                text.Append(Encoding.Latin1.GetString(send.Content.Read(0, 4096)));
            else if (effect is StreamEffect.Send large) text.Append($"[{large.Content.Length} B]");
            else if (effect is not StreamEffect.Print) text.Append($"[{effect.GetType().Name}]");
        }

        return text.ToString();
    }

    /// <summary>Cuts bytes into pieces of the given sizes, over and over.</summary>
    internal static IEnumerable<byte[]> Pieces(byte[] bytes, IReadOnlyList<int> sizes)
    {
        for (int at = 0, i = 0; at < bytes.Length; i++)
        {
            int size = Math.Min(bytes.Length - at, Math.Max(1, sizes.Count == 0 ? 1 : sizes[i % sizes.Count]));
            yield return bytes[at..(at + size)];
            at += size;
        }
    }

    /// <summary>All that a machine says to bytes that come in pieces.</summary>
    internal static string ToAll(StreamMachine machine, IEnumerable<byte[]> pieces)
    {
        var said = new StringBuilder();
        machine.Opened(SimTime.Zero);
        foreach (byte[] piece in pieces)
        {
            machine.Received(piece, SimTime.Zero);
            said.Append(machine.Said());
        }

        return said.ToString();
    }
}
