namespace NetComm.Actors;

/// <summary>Rows of a decider's table that read aloud: <c>Directive.Stop.When&lt;ActorKilledException&gt;()</c>.</summary>
public static class DirectiveExtensions
{
    /// <summary>The row 'this directive for that exception'.</summary>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
