using System.Runtime.InteropServices;
using System.Text;

namespace NetComm.Tracing;

internal sealed class TraceCursor(Trace trace) : IDisposable
{
    private readonly TraceLineWriter _lines = new(trace.Header);
    private readonly IEnumerator<ReadOnlyMemory<TraceEvent>> _blocks = trace.Blocks().GetEnumerator();
    private ReadOnlyMemory<TraceEvent> _rest;
    private ReadOnlyMemory<TraceEvent> _current;

    /// <summary>The event and the bytes behind it; empty before the first and after the last.</summary>
    public ReadOnlySpan<byte> Current => MemoryMarshal.AsBytes(_current.Span);

    public bool MoveNext()
    {
        _current = default;
        while (_rest.IsEmpty)
        {
            if (!_blocks.MoveNext()) return false;
            _rest = _blocks.Current;
        }

        int slots = 1 + _rest.Span[0].ByteSlots;
        _current = _rest[..slots];
        _rest = _rest[slots..];
        return true;
    }

    /// <summary>The event as a line of JSON; null after the last.</summary>
    public string? Line() => _current.IsEmpty ? null : Encoding.UTF8.GetString(_lines.Line(_current.Span, 0)).TrimEnd('\n');

    public void Dispose() => _blocks.Dispose();
}
