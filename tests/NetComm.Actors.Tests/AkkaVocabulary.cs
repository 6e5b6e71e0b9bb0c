using System.Linq.Expressions;

namespace NetComm.Actors.Tests;

/// <summary>
/// Every signature of Akka.NET 1.5 that the source may use, written so that it compiles against Akka.Actor and Akka.Event as well: a kernel that
/// drifts away from Akka.NET breaks this file, and the build with it.
/// </summary>
internal static class AkkaVocabulary
{
    internal static class Systems
    {
        internal static readonly Func<string, ActorSystem> Create = ActorSystem.Create;
        internal static readonly Func<ActorSystem, string> Name = system => system.Name;
        internal static readonly Func<ActorSystem, EventStream> Events = system => system.EventStream;
        internal static readonly Func<ActorSystem, IActorRef> DeadLetters = system => system.DeadLetters;
        internal static readonly Func<ActorSystem, IScheduler> Scheduler = system => system.Scheduler;
        internal static readonly Func<ActorSystem, Props, string, IActorRef> ActorOf = (system, props, name) => system.ActorOf(props, name);
        internal static readonly Func<ActorSystem, Props, IActorRef> ActorOfUnnamed = (system, props) => system.ActorOf(props);
        internal static readonly Func<ActorSystem, string, IActorRef> ActorOfClass = (system, name) => system.ActorOf<Untyped>(name);
        internal static readonly Func<ActorSystem, string, ActorSelection> Selection = (system, path) => system.ActorSelection(path);
        internal static readonly Func<ActorSystem, ActorPath, ActorSelection> SelectionByPath = (system, path) => system.ActorSelection(path);
        internal static readonly Action<ActorSystem, IActorRef> Stop = (system, actor) => system.Stop(actor);
        internal static readonly Func<ActorSystem, Task> Terminate = system => system.Terminate();
        internal static readonly Func<ActorSystem, Task> WhenTerminated = system => system.WhenTerminated;
        internal static readonly Action<ActorSystem, Action> OnTermination = (system, code) => system.RegisterOnTermination(code);
        internal static readonly Action<ActorSystem> Dispose = system => system.Dispose();
        internal static readonly Func<ActorSystem, IActorRefFactory> Factory = system => system;
    }

    internal static class References
    {
        internal static readonly Action<IActorRef, object, IActorRef> Tell = (actor, message, sender) => actor.Tell(message, sender);
        internal static readonly Action<IActorRef, object> TellUnsigned = (actor, message) => actor.Tell(message);
        internal static readonly Action<IActorRef, object> Forward = (actor, message) => actor.Forward(message);
        internal static readonly Func<IActorRef, ActorPath> Path = actor => actor.Path;
        internal static readonly Func<IActorRef, ICanTell> CanTell = actor => actor;
        internal static readonly Func<IActorRef, IActorRef, bool> Equal = (one, other) => one.Equals(other);
        internal static readonly Func<IActorRef, IActorRef, int> Compare = (one, other) => one.CompareTo(other);
        internal static readonly Func<IActorRef> NoSender = () => ActorRefs.NoSender!;
        internal static readonly Func<Nobody> Nobody = () => ActorRefs.Nobody;
        internal static readonly Func<IActorRef, object, Task<object>> AskAny = (actor, message) => actor.Ask(message);
        internal static readonly Func<IActorRef, object, Task<int>> Ask = (actor, message) => actor.Ask<int>(message);
        internal static readonly Func<ICanTell, object, TimeSpan?, Task<int>> AskInTime = (actor, message, timeout) => actor.Ask<int>(message, timeout);
        internal static readonly Func<ICanTell, object, CancellationToken, Task<int>> AskUnless = (actor, message, token) => actor.Ask<int>(message, token);
        internal static readonly Func<ICanTell, object, TimeSpan?, CancellationToken, Task<int>> AskInTimeUnless =
            (actor, message, timeout, token) => actor.Ask<int>(message, timeout, token);
        internal static readonly Func<ICanTell, Func<IActorRef, object>, TimeSpan?, CancellationToken, Task<int>> AskNamed =
            (actor, message, timeout, token) => actor.Ask<int>(message, timeout, token);
        internal static readonly Func<Task<int>, IActorRef, IActorRef, Task> PipeTo = (task, recipient, sender) =>
            task.PipeTo(recipient, sender, success: number => number, failure: cause => new Status.Failure(cause));
        internal static readonly Func<Task, IActorRef, IActorRef, Task> PipeNothingTo = (task, recipient, sender) =>
            task.PipeTo(recipient, sender, success: () => "done", failure: cause => new Status.Failure(cause));
        internal static readonly Action<ActorSelection, object, IActorRef> TellSelected = (selection, message, sender) => selection.Tell(message, sender);
        internal static readonly Action<ActorSelection, object> TellSelectedUnsigned = (selection, message) => selection.Tell(message);
        internal static readonly Func<ActorSelection, IActorRef> Anchor = selection => selection.Anchor;
        internal static readonly Func<ActorSelection, string> SelectedPath = selection => selection.PathString;
        internal static readonly Func<ActorSelection, TimeSpan, Task<IActorRef>> ResolveOne = (selection, timeout) => selection.ResolveOne(timeout);
    }

    internal static class Paths
    {
        internal static readonly Func<string, ActorPath> Parse = ActorPath.Parse;
        internal static readonly Func<string, bool> IsValid = ActorPath.IsValidPathElement;
        internal static readonly Func<string, ActorPath?> TryParse = text => ActorPath.TryParse(text, out ActorPath? path) ? path : null;
        internal static readonly Func<ActorPath, string, ActorPath> Step = (path, name) => path / name;
        internal static readonly Func<ActorPath, IEnumerable<string>, ActorPath> Steps = (path, names) => path / names;
        internal static readonly Func<ActorPath, string, ActorPath> Child = (path, name) => path.Child(name);
        internal static readonly Func<ActorPath, (string Name, ActorPath Parent, ActorPath Root, int Depth, long Uid, Address Address)> Parts =
            path => (path.Name, path.Parent, path.Root, path.Depth, path.Uid, path.Address);
        internal static readonly Func<ActorPath, IReadOnlyList<string>> Elements = path => path.Elements;
        internal static readonly Func<ActorPath, string> Text = path =>
            path.ToString() + path.ToStringWithoutAddress() + path.ToStringWithAddress() + path.ToSerializationFormat() + path.ToStringWithUid();
        internal static readonly Func<ActorPath, ActorPath, bool> Equal = (one, other) => one == other && !(one != other) && one.Equals(other);
        internal static readonly Func<Address, (string Protocol, string System, string? Host, int? Port)> AddressParts =
            address => (address.Protocol, address.System, address.Host, address.Port);
    }

    internal static class Making
    {
        internal static readonly Func<Expression<Func<Untyped>>, Props> ByExpression = factory => Props.Create(factory);
        internal static readonly Func<Expression<Func<Untyped>>, SupervisorStrategy, Props> WithStrategy = (factory, strategy) => Props.Create(factory, strategy);
        internal static readonly Func<Props> ByClass = () => Props.Create<Untyped>();
        internal static readonly Func<object[], Props> ByClassAndArguments = arguments => Props.Create<Untyped>(arguments);
        internal static readonly Func<SupervisorStrategy, Props> ByClassAndStrategy = strategy => Props.Create<Untyped>(strategy);
        internal static readonly Func<Type, object[], Props> ByType = Props.Create;
        internal static readonly Func<Props, SupervisorStrategy, Props> Supervised = (props, strategy) => props.WithSupervisorStrategy(strategy);
        internal static readonly Func<Props, (Type Type, object?[] Arguments)> Parts = props => (props.Type, props.Arguments);
    }

    internal static class Contexts
    {
        internal static readonly Func<IActorContext, (IActorRef Self, IActorRef Sender, IActorRef Parent, ActorSystem System, Props Props)> Known =
            context => (context.Self, context.Sender, context.Parent, context.System, context.Props);
        internal static readonly Func<IActorContext, Props, string, IActorRef> ActorOf = (context, props, name) => context.ActorOf(props, name);
        internal static readonly Func<IActorContext, string, IActorRef> ActorOfClass = (context, name) => context.ActorOf<Untyped>(name);
        internal static readonly Func<IActorContext, string, ActorSelection> Selection = (context, path) => context.ActorSelection(path);
        internal static readonly Func<IActorContext, string, IActorRef> Child = (context, name) => context.Child(name);
        internal static readonly Func<IActorContext, IEnumerable<IActorRef>> Children = context => context.GetChildren();
        internal static readonly Action<IActorContext, IActorRef> Stop = (context, child) => context.Stop(child);
        internal static readonly Func<IActorContext, IActorRef, IActorRef> Watch = (context, subject) => context.Watch(subject);
        internal static readonly Func<IActorContext, IActorRef, object, IActorRef> WatchWith = (context, subject, message) => context.WatchWith(subject, message);
        internal static readonly Func<IActorContext, IActorRef, IActorRef> Unwatch = (context, subject) => context.Unwatch(subject);
        internal static readonly Action<IActorContext, TimeSpan?> SetReceiveTimeout = (context, timeout) => context.SetReceiveTimeout(timeout);
        internal static readonly Func<IActorContext, TimeSpan?> ReceiveTimeout = context => context.ReceiveTimeout;
        internal static readonly Action<IActorContext, Receive> Become = (context, receive) => context.Become(receive);
        internal static readonly Action<IActorContext, Receive> BecomeStacked = (context, receive) => context.BecomeStacked(receive);
        internal static readonly Action<IActorContext> UnbecomeStacked = context => context.UnbecomeStacked();
        internal static readonly Action<IUntypedActorContext, UntypedReceive> BecomeUntyped = (context, receive) => context.Become(receive);
        internal static readonly Action<IUntypedActorContext, UntypedReceive> BecomeStackedUntyped = (context, receive) => context.BecomeStacked(receive);
        internal static readonly Func<IActorContext, ILoggingAdapter> Logger = context => context.GetLogger();
        internal static readonly Action<ILoggingAdapter> Log = log =>
        {
            log.Debug("{0}", 1);
            log.Info("{0}", 1);
            log.Warning("{0}", 1);
            log.Error("{0}", 1);
            log.Error(new InvalidOperationException(), "{0}", 1);
        };
    }

    internal static class Supervising
    {
        internal static readonly (int Resume, int Restart, int Escalate, int Stop) Directives =
            ((int)Directive.Resume, (int)Directive.Restart, (int)Directive.Escalate, (int)Directive.Stop);

        internal static readonly SupervisorStrategy[] Strategies =
        [
            new OneForOneStrategy(_ => Directive.Stop),
            new OneForOneStrategy(3, TimeSpan.FromSeconds(1), _ => Directive.Restart),
            new OneForOneStrategy(maxNrOfRetries: null, withinTimeRange: null, decider: SupervisorStrategy.DefaultDecider),
            new OneForOneStrategy(3, 1000, _ => Directive.Restart, loggingEnabled: false),
            new OneForOneStrategy(3, 1000, SupervisorStrategy.DefaultDecider, loggingEnabled: false),
            new OneForOneStrategy(Decider.From(Directive.Stop, Directive.Restart.When<ArgumentException>())),
            new AllForOneStrategy(_ => Directive.Stop),
            new AllForOneStrategy(maxNrOfRetries: 3, withinTimeRange: TimeSpan.FromSeconds(1), localOnlyDecider: _ => Directive.Restart),
            new AllForOneStrategy(maxNrOfRetries: null, withinTimeRange: null, decider: SupervisorStrategy.DefaultDecider),
            new AllForOneStrategy(3, 1000, _ => Directive.Restart, loggingEnabled: false),
            new AllForOneStrategy(Decider.From(_ => Directive.Escalate)),
            SupervisorStrategy.DefaultStrategy,
            SupervisorStrategy.StoppingStrategy,
        ];

        internal static readonly Func<IDecider, Exception, Directive> Decide = (decider, cause) => decider.Decide(cause);
        internal static readonly Func<OneForOneStrategy, (int Retries, int Milliseconds)> Limits =
            strategy => (strategy.MaxNumberOfRetries, strategy.WithinTimeRangeMilliseconds);
    }

    internal static class Messages
    {
        internal static readonly object[] Fixed = [PoisonPill.Instance, Kill.Instance, ReceiveTimeout.Instance, new Identify(1), new Status.Success(1)];
        internal static readonly Func<Terminated, (IActorRef Actor, bool Confirmed, bool Address)> Terminated =
            ended => (ended.ActorRef, ended.ExistenceConfirmed, ended.AddressTerminated);
        internal static readonly Func<ActorIdentity, (object Id, IActorRef? Subject)> Identity = identity => (identity.MessageId, identity.Subject);
        internal static readonly Func<Status.Failure, (Exception Cause, object? State)> Failure = failure => (failure.Cause, failure.State);
        internal static readonly Func<Status.Success, object?> Success = success => success.Status;
        internal static readonly Func<AllDeadLetters, (object Message, IActorRef Sender, IActorRef Recipient)> Letter =
            letter => (letter.Message, letter.Sender, letter.Recipient);
        internal static readonly Func<IActorRef, AllDeadLetters[]> Letters =
            actor => [new DeadLetter(1, actor, actor), new UnhandledMessage(1, actor, actor), new SuppressedDeadLetter(PoisonPill.Instance, actor, actor)];
        internal static readonly Func<LogEvent, (Exception? Cause, string Source, Type Class, object Message, LogLevel Level)> LogEvents =
            entry => (entry.Cause, entry.LogSource, entry.LogClass, entry.Message, entry.LogLevel());
        internal static readonly LogEvent[] Entries =
        [
            new Error(new InvalidOperationException(), "source", typeof(string), "message"),
            new Warning("source", typeof(string), "message"),
            new Info("source", typeof(string), "message"),
            new Debug("source", typeof(string), "message"),
        ];

        internal static readonly Func<IActorRef, Exception[]> Exceptions = actor =>
        [
            new AskTimeoutException("late"),
            new ActorKilledException("killed"),
            new ActorInitializationException("unborn"),
            new ActorInitializationException(actor, "unborn", new InvalidOperationException()),
            new ActorNotFoundException("nobody"),
            new DeathPactException(actor),
            new IllegalActorStateException("illegal"),
            new InvalidActorNameException("name"),
            new PostRestartException(actor, new InvalidOperationException(), new InvalidOperationException()),
        ];

        internal static readonly Func<DeathPactException, IActorRef> DeadActor = exception => exception.DeadActor;
        internal static readonly Func<ActorInitializationException, IActorRef?> Unborn = exception => exception.Actor;
    }

    internal static class Streams
    {
        internal static readonly Func<EventStream, IActorRef, Type, bool> Subscribe = (stream, actor, channel) => stream.Subscribe(actor, channel);
        internal static readonly Func<EventStream, IActorRef, bool> SubscribeTo = (stream, actor) => stream.Subscribe<DeadLetter>(actor);
        internal static readonly Func<EventStream, IActorRef, Type, bool> Unsubscribe = (stream, actor, channel) => stream.Unsubscribe(actor, channel);
        internal static readonly Func<EventStream, IActorRef, bool> UnsubscribeAll = (stream, actor) => stream.Unsubscribe(actor);
        internal static readonly Action<EventStream, object> Publish = (stream, message) => stream.Publish(message);
    }

    internal static class Planning
    {
        internal static readonly Action<IScheduler, TimeSpan, ICanTell, object, IActorRef> Once =
            (scheduler, delay, receiver, message, sender) => scheduler.ScheduleTellOnce(delay, receiver, message, sender);
        internal static readonly Action<IScheduler, TimeSpan, ICanTell, object, IActorRef, ICancelable> OnceUnless =
            (scheduler, delay, receiver, message, sender, cancelable) => scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        internal static readonly Action<IScheduler, TimeSpan, TimeSpan, ICanTell, object, IActorRef> Repeatedly =
            (scheduler, delay, interval, receiver, message, sender) => scheduler.ScheduleTellRepeatedly(delay, interval, receiver, message, sender);
        internal static readonly Action<IScheduler, TimeSpan, TimeSpan, ICanTell, object, IActorRef, ICancelable> RepeatedlyUnless =
            (scheduler, delay, interval, receiver, message, sender, cancelable) =>
                scheduler.ScheduleTellRepeatedly(delay, interval, receiver, message, sender, cancelable);
        internal static readonly Func<IScheduler, TimeSpan, ICanTell, object, IActorRef, ICancelable> OnceCancelable =
            (scheduler, delay, receiver, message, sender) => scheduler.ScheduleTellOnceCancelable(delay, receiver, message, sender);
        internal static readonly Func<IScheduler, TimeSpan, TimeSpan, ICanTell, object, IActorRef, ICancelable> RepeatedlyCancelable =
            (scheduler, delay, interval, receiver, message, sender) =>
                scheduler.ScheduleTellRepeatedlyCancelable(delay, interval, receiver, message, sender);
        internal static readonly Action<IScheduler, TimeSpan, Action> ActionOnce = (scheduler, delay, action) => scheduler.Advanced.ScheduleOnce(delay, action);
        internal static readonly Action<IScheduler, TimeSpan, TimeSpan, Action, ICancelable> ActionRepeatedly =
            (scheduler, delay, interval, action, cancelable) => scheduler.Advanced.ScheduleRepeatedly(delay, interval, action, cancelable);
        internal static readonly Func<IScheduler, (DateTimeOffset Now, TimeSpan Monotonic, TimeSpan HighRes)> Clock =
            scheduler => (scheduler.Now, scheduler.MonotonicClock, scheduler.HighResMonotonicClock);
        internal static readonly Func<IScheduler, ICancelable> Cancelable = scheduler => new Cancelable(scheduler);
        internal static readonly Func<ICancelable, (bool Requested, CancellationToken Token)> Cancelled =
            cancelable => (cancelable.IsCancellationRequested, cancelable.Token);
        internal static readonly Action<ICancelable?> Cancel = cancelable =>
        {
            cancelable?.Cancel();
            cancelable?.Cancel(throwOnFirstException: true);
            cancelable?.CancelAfter(TimeSpan.Zero);
            cancelable?.CancelAfter(0);
            cancelable!.CancelIfNotNull();
        };

        internal static readonly Action<ITimerScheduler, IActorRef> Timers = (timers, sender) =>
        {
            timers.StartSingleTimer("key", "message", TimeSpan.Zero);
            timers.StartSingleTimer("key", "message", TimeSpan.Zero, sender);
            timers.StartPeriodicTimer("key", "message", TimeSpan.Zero);
            timers.StartPeriodicTimer("key", "message", TimeSpan.Zero, sender);
            timers.StartPeriodicTimer("key", "message", TimeSpan.Zero, TimeSpan.Zero);
            timers.StartPeriodicTimer("key", "message", TimeSpan.Zero, TimeSpan.Zero, sender);
            timers.Cancel("key");
            timers.CancelAll();
        };

        internal static readonly Func<ITimerScheduler, (bool Active, IReadOnlyCollection<object> Keys)> Running =
            timers => (timers.IsTimerActive("key"), timers.ActiveTimers);
    }

    internal static class Stashing
    {
        internal static readonly Action<IStash> All = stash =>
        {
            stash.Stash();
            stash.Unstash();
            stash.UnstashAll();
            stash.UnstashAll(envelope => envelope.Message is not null && envelope.Sender is not null);
            stash.Prepend(stash.ClearStash());
        };

        internal static readonly Func<IStash, (int Count, bool Empty, bool NonEmpty, bool Full, int Capacity)> State =
            stash => (stash.Count, stash.IsEmpty, stash.NonEmpty, stash.IsFull, stash.Capacity);
    }

    /// <summary>What an actor may override and call.</summary>
    internal sealed class Untyped : UntypedActor, IWithTimers, IWithUnboundedStash
    {
        public ITimerScheduler Timers { get; set; } = null!;

        public IStash Stash { get; set; } = null!;

        protected override void PreStart()
        {
            Become(OnReceive);
            BecomeStacked(OnReceive);
            UnbecomeStacked();
            SetReceiveTimeout(null);
            IUntypedActorContext context = Context;
            Self.Tell(Sender);
            context.Stop(Self);
            base.PreStart();
        }

        protected override void PostStop() => base.PostStop();

        protected override void PreRestart(Exception reason, object? message) => base.PreRestart(reason, message!);

        protected override void PostRestart(Exception reason) => base.PostRestart(reason);

        protected override SupervisorStrategy SupervisorStrategy() => base.SupervisorStrategy();

        protected override void Unhandled(object message) => base.Unhandled(message);

        protected override void OnReceive(object message) => Unhandled(message);
    }

    /// <summary>What a receive actor may register.</summary>
    internal sealed class Receiving : ReceiveActor, IWithStash
    {
        public Receiving()
        {
            Receive<int>(number => { });
            Receive<int>(number => { }, number => number > 0);
            Receive<int>(number => number > 0, number => { });
            Receive<int>(number => number > 0);
            Receive(typeof(int), number => { });
            Receive(typeof(int), number => { }, number => true);
            Receive(typeof(int), number => true, number => { });
            ReceiveAny(message =>
            {
                Become(() => Receive<string>(_ => { }));
                BecomeStacked(() => ReceiveAny(_ => { }));
                UnbecomeStacked();
                IActorContext context = Context;
                Sender.Tell(context.Self);
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    /// <summary>The root of both.</summary>
    internal sealed class Basic : ActorBase
    {
        protected override bool Receive(object message)
        {
            IActorContext context = Context;
            Become(EmptyReceive);
            BecomeStacked(next => next.Equals(context));
            UnbecomeStacked();
            return message is INotInfluenceReceiveTimeout or IPossiblyHarmful or IAutoReceivedMessage;
        }
    }
}
