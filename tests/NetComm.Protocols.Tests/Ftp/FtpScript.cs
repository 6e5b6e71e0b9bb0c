using System.Text;
using NetComm.Protocols.Ftp;

namespace NetComm.Protocols.Tests.Ftp;

/// <summary>Plays the other end of an FTP session.</summary>
internal static class FtpScript
{
    /// <summary>What the machine does on these lines: what it says, and other effects as <c>[Listen]</c>.</summary>
    internal static string[] On(this FtpMachine machine, params string[] lines)
    {
        foreach (string line in lines) machine.Received(Encoding.UTF8.GetBytes(line + "\r\n"), MachineDriver.At(0));
        return machine.Done();
    }

    internal static string[] Done(this FtpMachine machine) => [.. machine.Take().Select(Text).OfType<string>()];

    private static string? Text(FtpEffect effect) => effect switch
    {
        FtpEffect.Say say => say.Line,
        FtpEffect.Print => null,
        FtpEffect.Connect connect => $"[Connect {connect.Port}]",
        FtpEffect.End end => $"[End {end.Failure}]",
        FtpEffect.SendData send => $"[SendData {Encoding.UTF8.GetString(send.Content.Read(0, 4096))}]",
        _ => $"[{effect.GetType().Name}]",
    };
}
