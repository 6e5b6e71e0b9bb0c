using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace NetComm.Runtime.Apps.Flows;

/// <summary>Where messages of a TCP flow end: a stream has no such marks, so both ends share this list. One for each way.</summary>
internal sealed class StreamMessages(RunContext run)
{
    internal sealed record Message(long Number, long Sequence, int Bytes)
    {
        private int _ended;

        /// <summary>Notes that it has come or will not come; false where that was known. From any thread.</summary>
        internal bool End() => Interlocked.Exchange(ref _ended, 1) == 0;
    }

    internal ConcurrentQueue<Message> Requests { get; } = new();

    internal ConcurrentQueue<Message> Answers { get; } = new();

    /// <summary>The node at whose end it was given up; −1 before.</summary>
    private volatile int _givenUpAt = -1;

    private const int LargestShared = 64 * 1024;

    private static readonly byte[] Shared = new byte[LargestShared];

    internal static byte[] Filler(int bytes) => bytes == LargestShared ? Shared : new byte[bytes];

    /// <summary>The next message, if whole by the bytes read, which are then taken from <paramref name="unread"/>.</summary>
    internal static bool TryComplete(ConcurrentQueue<Message> messages, ref long unread, [NotNullWhen(true)] out Message? next)
    {
        if (!messages.TryPeek(out next) || next.Bytes > unread) return false;
        unread -= next.Bytes;
        return messages.TryDequeue(out _);
    }

    internal void Take(Message message, int node)
    {
        run.Trace.Write(TraceEvents.Received(run.Clock.Now, node, message.Number, message.Bytes));
        if (message.End()) run.Progress.ArrivedShared();
    }

    /// <summary>The connection is gone: but for what the other end has already got, nothing under way will be read.</summary>
    internal void GiveUp(int node)
    {
        _givenUpAt = node;
        foreach (Message message in Requests.Concat(Answers))
        {
            if (!message.End()) continue;
            run.Trace.Write(TraceEvents.DroppedAt(run.Clock.Now, node, message.Number, DropReason.ConnectionLost));
            run.Progress.ArrivedShared();
        }
    }

    /// <summary>Traces a request, or a message without an answer, that sets out, and notes it for the other end.</summary>
    internal void NoteRequest(int conversation, long sequence, int bytes) => Note(Requests, conversation, sequence, bytes, answer: false);

    internal void NoteAnswer(int conversation, long sequence, int bytes) => Note(Answers, conversation, sequence, bytes, answer: true);

    private void Note(ConcurrentQueue<Message> messages, int conversation, long sequence, int bytes, bool answer)
    {
        long number = run.Progress.NextPacketShared();
        run.Progress.SetOutShared();
        run.Trace.Write(TraceEvents.PacketSent(run.Clock.Now, conversation, number, sequence, bytes, answer));
        messages.Enqueue(new Message(number, sequence, bytes));

        // The other end may have gone meanwhile: then nobody reads this either.
        if (_givenUpAt is >= 0 and var node) GiveUp(node);
    }
}
