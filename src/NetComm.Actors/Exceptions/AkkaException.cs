namespace NetComm.Actors;

/// <summary>The root of what the kernel throws.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Without a message.</summary>
    protected AkkaException()
    {
    }

    /// <summary>With a message and, where there is one, the exception behind it.</summary>
    protected AkkaException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>The exception behind this one.</summary>
    protected Exception? Cause => InnerException;
}
