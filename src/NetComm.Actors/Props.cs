using System.Linq.Expressions;
using System.Reflection;

namespace NetComm.Actors;

/// <summary>How to make an actor: its class and the arguments of its constructor, kept for restarts.</summary>
public sealed class Props
{
    private const BindingFlags AnyConstructor =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.CreateInstance | BindingFlags.DoNotWrapExceptions;

    private readonly ConstructorInfo? _constructor;

    private Props(Type type, object?[] arguments, ConstructorInfo? constructor, SupervisorStrategy? supervisorStrategy)
    {
        Type = type;
        Arguments = arguments;
        SupervisorStrategy = supervisorStrategy;
        _constructor = constructor;
    }

    /// <summary>The actor's class.</summary>
    public Type Type { get; }

    /// <summary>The arguments of its constructor, evaluated once, when the Props were made.</summary>
    public object?[] Arguments { get; }

    /// <summary>What becomes of its children when they fail; null leaves it to the actor.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; }

    /// <summary>From <c>() => new MyActor(arguments)</c>; the arguments are evaluated here, once.</summary>
    /// <exception cref="ArgumentException">The expression is not a call of a constructor.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        return new Props(typeof(TActor), [.. call.Arguments.Select(ExpressionValue.Of)], constructor, supervisorStrategy);
    }

    /// <summary>From a class and the arguments of its constructor.</summary>
    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <summary>From a class that needs no arguments, with a strategy for its children.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), [], null, supervisorStrategy);

    /// <summary>From a class and the arguments of its constructor.</summary>
    /// <exception cref="ArgumentException">The class is no actor.</exception>
    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(ActorBase).IsAssignableFrom(type))
            throw new ArgumentException($"Class '{type}' is not an actor.", nameof(type));
        return new Props(type, args ?? [], null, null);
    }

    /// <summary>The same with a strategy for the children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(Type, Arguments, _constructor, supervisorStrategy);

    internal ActorBase NewActor() => (ActorBase)(_constructor is not null
        ? _constructor.Invoke(AnyConstructor, null, Arguments, null)
        : Activator.CreateInstance(Type, AnyConstructor, null, Arguments, null)!);
}
