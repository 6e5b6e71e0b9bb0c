namespace NetComm.Scenarios.Recordings;

/// <summary>What is wrong with a recording, and where: without the file's name, which its reader knows.</summary>
internal sealed class RecordingException(string message) : UnusableFileException(message)
{
    /// <summary>A mistake in a capture.</summary>
    /// <param name="offset">Where it stands, in bytes from the start of the file.</param>
    /// <param name="message">What was expected there, and what was found.</param>
    public static RecordingException At(long offset, string message) => new($"at byte {offset}: {message}");

    /// <summary>A mistake in a text.</summary>
    /// <param name="line">Where it stands, from 1.</param>
    /// <param name="message">What was expected there, and what was found.</param>
    public static RecordingException InLine(int line, string message) => new($"in line {line}: {message}");
}
