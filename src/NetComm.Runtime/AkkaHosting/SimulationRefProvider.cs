using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Routing;
using Akka.Serialization;

namespace NetComm.Runtime.AkkaHosting;

/// <summary>
/// Akka's provider of local actors, but for the references of children, which are <see cref="SimulatedActorRef"/>s, and for <c>/user</c>:
/// each run has one of its own.
/// </summary>
internal sealed class SimulationRefProvider(string systemName, Settings settings, EventStream eventStream) : IActorRefProvider
{
    /// <summary>Above the guardian of a run, which never fails: it decides for others only.</summary>
    private sealed class AboveGuardian(SimulationRefProvider provider) : MinimalActorRef
    {
        public override ActorPath Path => provider.RootPath;

        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is Failed failed) throw new InvalidOperationException("The guardian of a run failed.", failed.Cause);
        }
    }

    private readonly LocalActorRefProvider _local = new(systemName, settings, eventStream);
    private LocalActorRef? _guardian;
    private RunLoopDispatcher? _dispatcher;
    private MailboxType? _mailbox;

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _guardian ?? _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public ActorPath RootPath => _local.RootPath;

    public Settings Settings => _local.Settings;

    public Deployer Deployer => _local.Deployer;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public Task TerminationTask => _local.TerminationTask;

    public Address DefaultAddress => _local.DefaultAddress;

    public Information SerializationInformation => _local.SerializationInformation;

    public IActorRef RootGuardianAt(Address address) => _local.RootGuardianAt(address);

    public void Init(ActorSystemImpl system) => _local.Init(system);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    public IActorRef ResolveActorRef(string path) => _local.ResolveActorRef(path);

    public IActorRef ResolveActorRef(ActorPath actorPath) => _local.ResolveActorRef(actorPath);

    public Address GetExternalAddressFor(Address address) => _local.GetExternalAddressFor(address);

    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy,
        bool lookupDeploy, bool async)
    {
        // On the one thread nobody could wait until the system's guardian has its turn: its services are there at once.
        if (systemService) return _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async: false);
        if (async || AsksForMore(props.Deploy))
            return _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);
        _dispatcher ??= (RunLoopDispatcher)system.Dispatchers.DefaultGlobalDispatcher;
        _mailbox ??= system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        return new SimulatedActorRef(system, props, _dispatcher, _mailbox, supervisor, path);
    }

    /// <summary>Gives a run a guardian of its own: all actors made from now on stand below it.</summary>
    internal void BeginRun(ActorSystemImpl system)
    {
        Props guardian = ActorProps.Of(() => new GuardianActor()).WithSupervisorStrategy(SupervisorStrategy.DefaultStrategy);
        _guardian = new LocalActorRef(
            system, guardian, system.Dispatchers.DefaultGlobalDispatcher, system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId),
            new AboveGuardian(this), RootPath / "user");
        _guardian.Start();
    }

    /// <summary>Forgets the run's guardian, and with it all of its actors.</summary>
    internal void EndRun() => _guardian = null;

    /// <summary>Routers, and other mailboxes or dispatchers, are Akka's to make or to refuse.</summary>
    private static bool AsksForMore(Deploy deploy) =>
        deploy.RouterConfig is not NoRouter || deploy.Dispatcher != Deploy.NoDispatcherGiven || deploy.Mailbox != Deploy.NoMailboxGiven;
}
