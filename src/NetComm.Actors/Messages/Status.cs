namespace NetComm.Actors;

/// <summary>The outcome of something asked for.</summary>
public abstract class Status
{
    private Status()
    {
    }

    /// <summary>It worked. As the answer to an Ask it is an ordinary message.</summary>
    /// <param name="status">What came of it.</param>
    public sealed class Success(object? status) : Status
    {
        /// <summary>Success with nothing to say.</summary>
        public static readonly Success Instance = new(null);

        /// <summary>What came of it.</summary>
        public object? Status { get; } = status;

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>It failed. As the answer to an Ask it makes the task fail with <see cref="Cause"/>.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="state">What the failing side wants to add.</param>
    public sealed class Failure(Exception cause, object? state) : Status
    {
        /// <summary>A failure with nothing to add.</summary>
        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        /// <summary>Why.</summary>
        public Exception Cause { get; } = cause;

        /// <summary>What the failing side wants to add.</summary>
        public object? State { get; } = state;

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause.Message}";
    }
}
