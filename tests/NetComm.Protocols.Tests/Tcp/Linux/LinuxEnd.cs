using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetComm.Protocols.Tests.Tcp.Linux;

/// <summary>
/// Linux at one end of a connection, in a network namespace of its own (tests/kernel/tcp.py). The packets that its TUN device sends and
/// takes pass through here.
/// </summary>
internal sealed class LinuxEnd : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Thread _reader;
    private readonly ConcurrentQueue<string?> _errors = new();

    /// <param name="plan">What tcp.py is told to do.</param>
    public LinuxEnd(JsonObject plan)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "kernel", "tcp.py");
        _process = Process.Start(new ProcessStartInfo("unshare", ["-rn", "python3", "-u", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data);
        _process.BeginErrorReadLine();
        Give('J', JsonSerializer.SerializeToUtf8Bytes(plan));
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>What came of it, in order: packets, and what the script says. It is complete when the script has ended.</summary>
    public BlockingCollection<Message> Messages { get; } = [];

    /// <summary>What the script has complained of.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Skips the test where the machine does not permit what is needed.</summary>
    public static void Require()
    {
        ExternalTool.Require("python3");
        ExternalTool.Require("ip");
        string[] makeOne = ["-rn", "ip", "tuntap", "add", "dev", "tun0", "mode", "tun"];
        ExternalTool.RequireThat("unshare", "TUN devices are not permitted here", makeOne);
    }

    public void Give(ReadOnlySpan<byte> packet) => Give('P', packet);

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience)) _process.Kill();
        _reader.Join(Patience);
        _process.Dispose();
    }

    private void Give(char kind, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], content.Length);
        Stream input = _process.StandardInput.BaseStream;
        input.Write(head);
        input.Write(content);
        input.Flush();
    }

    private void Read()
    {
        Stream output = _process.StandardOutput.BaseStream;
        var head = new byte[5];
        while (output.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            var content = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
            output.ReadExactly(content);
            Messages.Add(head[0] == 'P' ? new Message.Packet(content) : new Message.Words(JsonDocument.Parse(content).RootElement));
        }

        Messages.CompleteAdding();
    }

    /// <summary>What comes from the script.</summary>
    internal abstract record Message
    {
        internal sealed record Packet(byte[] Bytes) : Message;

        internal sealed record Words(JsonElement Json) : Message;
    }
}
